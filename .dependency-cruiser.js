// The rooms of the house and who may enter which (docs/architecture.md).
// build/layers/layers.test.ts proves with seeded violations that these rules really bite.

/**
 * @param {string} name
 * @param {string} comment
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['from']} from
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['to']} to
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
const FEATURES = '^server/(accounts|meetings|rooms|chat)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    forbid('no-cycles', 'A cycle has no owner.', {}, { circular: true }),
    forbid(
      'no-unresolved',
      'An import that resolves to nothing hides from every other rule.',
      {},
      { couldNotResolve: true },
    ),
    forbid(
      'contracts-zod-only',
      'Contracts and domain run everywhere: zod only.',
      { path: '^shared/(contracts|domain|errors)', pathNot: '\\.test\\.ts$' },
      { pathNot: ['^shared/(contracts|domain|errors)', '^node_modules/zod/'] },
    ),
    forbid(
      'media-node-node-and-mediasoup',
      'The media node is Node, mediasoup and the socket that it is driven over, nothing of ours above it.',
      { path: '^shared/media-node/', pathNot: '\\.test\\.ts$' },
      {
        pathNot: ['^shared/', '^node_modules/(mediasoup|ws|@types/(node|ws)|zod)/'],
        dependencyTypesNot: ['core'],
      },
    ),
    forbid(
      'media-node-is-driven-by-two',
      'Only server/media and desktop/host/relay drive a media node.',
      {
        pathNot: [
          '^shared/media-node/',
          '^server/media/',
          '^desktop/host/relay/',
          '^server/integration/',
        ],
      },
      { path: '^shared/media-node/' },
    ),
    forbid(
      'client-is-a-browser',
      'The client runs in a browser: no node:, electron, host or server.',
      { path: '^desktop/client/', pathNot: '\\.test\\.tsx?$' },
      { path: ['^desktop/(host|electron)/', '^server/', '^build/', '^node_modules/electron/'] },
    ),
    forbid(
      'client-no-node',
      'The client runs in a browser.',
      { path: '^desktop/client/', pathNot: '\\.test\\.tsx?$' },
      { dependencyTypes: ['core'] },
    ),
    forbid(
      'no-react-below',
      'Media, signalling and sync run and are tested without React.',
      { path: '^desktop/client/(media|signaling|sync)/' },
      {
        path: [
          '^node_modules/(react|react-dom|react-aria-components|react-i18next|react-router)/',
          '^desktop/client/(app|features|ui)/',
        ],
      },
    ),
    forbid(
      'ui-knows-no-meeting',
      'The design system knows nothing of meetings.',
      { path: '^desktop/client/ui/' },
      { path: '^desktop/client/(app|features|media|signaling|sync)/|^shared/' },
    ),
    forbid(
      'client-features-by-their-door',
      'A feature is entered through its index.ts.',
      { path: '^desktop/client/(features/[^/]+|[^/]+)' },
      {
        path: '^desktop/client/features/([^/]+)/(?!index\\.ts$)',
        pathNot: '^desktop/client/$1/',
      },
    ),
    forbid(
      'electron-in-the-shell-only',
      'Only adapters, main.ts and preload.ts import electron.',
      {
        path: '^(desktop|server|shared|build)/',
        pathNot: ['^desktop/electron/adapters/', '^desktop/electron/(main|preload)\\.ts$'],
      },
      { path: '^(node_modules/)?electron(/|$)' },
    ),
    forbid(
      'host-knows-no-shell',
      'The host is plain Node.',
      { path: '^desktop/host/' },
      { path: '^desktop/(electron|client)/|^server/' },
    ),
    forbid(
      'features-are-pure',
      'Server features speak through ports: no framework, no ORM, no db.',
      { path: FEATURES, pathNot: '\\.test\\.ts$' },
      {
        path: [
          '^node_modules/(typeorm|socket\\.io|fastify|pg|@fastify)/',
          '^server/(db|http|signaling)/',
        ],
      },
    ),
    forbid(
      'server-features-by-their-door',
      'Features meet only through index.ts.',
      { path: '^server/([^/]+)', pathNot: '^server/integration/' },
      {
        path: '^server/(accounts|meetings|rooms|chat|media)/(?!index\\.ts$)',
        pathNot: '^server/$1/',
      },
    ),
    forbid(
      'media-knows-no-socket',
      'Media decides who forwards what where; it knows no socket and no database.',
      { path: '^server/media/' },
      {
        path: [
          '^server/(db|signaling|http|accounts|meetings|rooms)/',
          '^node_modules/(socket\\.io|typeorm|fastify)/',
        ],
      },
    ),
    forbid(
      'server-and-desktop-apart',
      'Server and desktop meet in shared only.',
      { path: '^server/' },
      { path: '^desktop/' },
    ),
    forbid(
      'desktop-and-server-apart',
      'Server and desktop meet in shared only.',
      { path: '^desktop/', pathNot: '^desktop/e2e/' },
      { path: '^server/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^build/worker/recipe/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
