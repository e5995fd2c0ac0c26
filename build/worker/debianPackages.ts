/** What the local build needs: tools first, then the libraries that replace mediasoup's downloads. */
export const debianPackages = [
  'meson',
  'ninja-build',
  'pkg-config',
  'g++',
  'binutils',
  'libssl-dev',
  'libuv1-dev',
  'libsrtp2-dev',
  'libabsl-dev',
  'libflatbuffers-dev',
  'flatbuffers-compiler',
] as const;
