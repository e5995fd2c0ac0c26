export const en = {
  // before joining
  pageTitle: 'Join {{title}}',
  join: 'Join',
  joiningSlow: 'Waiting for the server to let you in.',
  cancel: 'Cancel',
  yourName: 'Your name',
  nameMissing: 'Enter a name, so that the others know who you are.',
  nameTooLong: 'A name has at most 60 characters.',
  passcode: 'Passcode',
  passcodeHint: 'Whoever invited you has it.',
  passcodeMissing: 'This meeting has a passcode. Whoever invited you has it.',
  passcodeWrong: 'This passcode is not right. Check it and try again.',
  passcodeRateLimited_one: 'Too many wrong passcodes. Try again in {{count}} second.',
  passcodeRateLimited_other: 'Too many wrong passcodes. Try again in {{count}} seconds.',
  hostedBy: 'Hosted by {{name}}',
  nobodyIn: 'Nobody is here yet',
  peopleIn_one: '{{count}} person is here',
  peopleIn_other: '{{count}} people are here',
  isIn: '{{names}} is here',
  areIn: '{{names}} are here',
  andOthers_one: '{{names}} and {{count}} other',
  andOthers_other: '{{names}} and {{count}} others',
  startsEarly: 'You are early. You can wait inside.',
  nameSeparator: ', ',
  preview: 'Your camera, as a mirror',
  cameraIsOff: 'Your camera is off',
  cameraStarting: 'Starting your camera',
  signInInstead: 'Have an account? Sign in',
  skipDevices: 'You can join anyway: you will hear and see the others.',

  // devices
  turnMicOn: 'Turn microphone on',
  turnMicOff: 'Turn microphone off',
  turnCameraOn: 'Turn camera on',
  turnCameraOff: 'Turn camera off',
  microphone: 'Microphone',
  camera: 'Camera',
  speaker: 'Speaker',
  systemDefault: 'System default',
  unnamedDevice: 'Device {{number}}',
  testSound: 'Test sound',
  testSoundPlaying: 'Playing',
  speakerBySystem: 'The sound goes where your system sends it.',
  tryAgain: 'Try again',
  deviceGone: '{{lost}} is gone',
  deviceReplaced: 'Now in use: {{now}}',
  'mic.unnamed': 'The microphone',
  'mic.gone': 'No other microphone works: nobody hears you. Plug one in, or choose another one.',
  'camera.unnamed': 'The camera',
  'camera.gone': 'No other camera works: nobody sees you. Plug one in, or choose another one.',
  'mic.permissionDenied':
    'Parley may not use your microphone. Allow it at the lock in the address bar, then try again.',
  'mic.permissionDismissed': 'Parley needs your permission to use the microphone.',
  'mic.deniedBySystem':
    'Your system keeps the microphone from this program. Allow it in the privacy settings of your system, then try again.',
  'mic.noDevice': 'No microphone was found. Plug one in, or just listen.',
  'mic.deviceInUse': 'Your microphone is used by another program. Close it, or choose another one.',
  'mic.insecureOrigin':
    'Browsers give the microphone only to secure pages. Open this address with https, or ask your administrator to set up TLS.',
  'mic.notSupported':
    'This browser cannot use a microphone. Use a current Chrome, Edge, Firefox or Safari.',
  'mic.unknown':
    'Your microphone could not be started. Unplug it and plug it in again, or choose another one.',
  'camera.permissionDenied':
    'Parley may not use your camera. Allow it at the lock in the address bar, then try again.',
  'camera.permissionDismissed': 'Parley needs your permission to use the camera.',
  'camera.deniedBySystem':
    'Your system keeps the camera from this program. Allow it in the privacy settings of your system, then try again.',
  'camera.noDevice': 'No camera was found. Plug one in, or go on without.',
  'camera.deviceInUse': 'Your camera is used by another program. Close it, or choose another one.',
  'camera.insecureOrigin':
    'Browsers give the camera only to secure pages. Open this address with https, or ask your administrator to set up TLS.',
  'camera.notSupported':
    'This browser cannot use a camera. Use a current Chrome, Edge, Firefox or Safari.',
  'camera.unknown':
    'Your camera could not be started. Unplug it and plug it in again, or choose another one.',
  'both.permissionDenied':
    'Parley may use neither your camera nor your microphone. Allow them at the lock in the address bar, then try again.',
  'both.permissionDismissed': 'Parley needs your permission to use camera and microphone.',
  'both.deniedBySystem':
    'Your system keeps camera and microphone from this program. Allow them in the privacy settings of your system, then try again.',
  'both.noDevice': 'Neither a camera nor a microphone was found. Plug one in, or watch and listen.',
  'both.deviceInUse':
    'Camera and microphone are used by another program. Close it, or choose other devices.',
  'both.insecureOrigin':
    'Browsers give camera and microphone only to secure pages. Open this address with https, or ask your administrator to set up TLS.',
  'both.notSupported':
    'This browser can use neither camera nor microphone. Use a current Chrome, Edge, Firefox or Safari.',
  'both.unknown':
    'Camera and microphone could not be started. Unplug them and plug them in again, or choose others.',
  'screen.permissionDenied':
    'Parley may not share your screen. Allow it in your browser, then try again.',
  'screen.permissionDismissed': 'Choose a screen or window to share it.',
  'screen.deniedBySystem':
    'Your system keeps the screen from this program. Allow screen recording in the privacy settings of your system, then try again.',
  'screen.noDevice': 'No screen was found that could be shared.',
  'screen.deviceInUse': 'The screen could not be read. Try again, or choose another one.',
  'screen.insecureOrigin':
    'Browsers share screens only from secure pages. Open this address with https, or ask your administrator to set up TLS.',
  'screen.notSupported': 'This browser cannot share a screen. Join from a computer to share one.',
  'screen.unknown': 'Your screen could not be shared. Try again, or choose another one.',

  // when there is no way in, for now
  loading: 'Looking for the meeting',
  loadingSlow: 'The server takes long to answer. Still waiting.',
  goHome: 'Go to the home page',
  signIn: 'Sign in',
  reload: 'Reload',
  tryAgainIn_one: 'Try again in {{count}} second',
  tryAgainIn_other: 'Try again in {{count}} seconds',
  checksAgain: 'This page tries again by itself.',
  'notFound.title': 'There is no such meeting',
  'notFound.text':
    'Check the link or the code with whoever invited you. A code looks like abc-defg-hjk.',
  'ended.title': 'This meeting has ended',
  'ended.text': 'Ask the host for a new link, or start a meeting of your own.',
  'guests.title': 'This meeting is for members',
  'guests.text': 'Sign in with your account, and you come back here.',
  'locked.title': 'This meeting is locked',
  'locked.text': 'The host has closed the door for now. Ask somebody inside to open it.',
  'full.title': 'This meeting is full',
  'full.text': 'You get in as soon as somebody leaves.',
  'serverFull.title': 'The server is full',
  'serverFull.text':
    'It carries as many people as it can, so that those inside are not disturbed. Try again in a while, or ask your administrator to make room for more.',
  'serverClosing.title': 'The server is about to restart',
  'serverClosing.text':
    'Meetings that are running go on. This one can begin after the restart, usually in a few minutes.',
  'removed.title': 'You were removed from this meeting',
  'removed.text': 'Only the host can change that. Ask them if you think that it was a mistake.',
  'banned.title': 'Your account is suspended',
  'banned.text': 'Ask the administrator of this server why, and whether it can be lifted.',
  'signedOut.title': 'Sign in again',
  'signedOut.text': 'Your session is over. Sign in, and you come back here.',
  'unreachable.title': 'The server does not answer',
  'unreachable.text':
    'Check your network. If others reach Parley, a firewall or a VPN may be in the way.',
  'unavailable.title': 'Nobody can join right now',
  'unavailable.text':
    'The server is there, but its database does not answer; your network is fine. Try again in a moment. If it stays, tell your administrator.',
  'outdated.title': 'Parley was updated',
  'outdated.text': 'This page is older than the server. Reload it to join.',
  'busy.title': 'Too many tries',
  'busy.text': 'The server asks for a short pause.',
  'failed.title': 'Joining did not work',
  'failed.text': 'Something went wrong on the server. Try again in a moment.',
} as const;
