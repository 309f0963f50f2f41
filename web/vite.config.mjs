// `npm run dev` serves the console with a server that runs on port 8080 behind it; the build is tools/build.mjs's.
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const server = 'http://127.0.0.1:8080';

export default {
  root: here('.'),
  // Relative, so that a proxy may put the server under a path.
  base: './',
  build: {
    target: 'es2022',
    emptyOutDir: true,
    // Every file is one of its own: the policy of the page allows no data: URLs.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: { input: { console: here('index.html'), docs: here('docs/index.html') } },
  },
  server: { proxy: { '/v2': server, '/i': server, '/openapi.yaml': server } },
};
