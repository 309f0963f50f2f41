// The page of the API: Swagger UI, served by the program itself, showing the program's own document. It comes as the
// file that its makers publish, unchanged; the bundler only gives it a name with its hash.
import bundleUrl from 'swagger-ui-dist/swagger-ui-bundle.js?url';
import licencesUrl from 'swagger-ui-dist/swagger-ui-bundle.js.LICENSE.txt?url';
import 'swagger-ui-dist/swagger-ui.css';
import './docs.css';

interface SwaggerUi {
  (options: Record<string, unknown>): unknown;
  presets: { apis: unknown };
}

declare global {
  interface Window {
    SwaggerUIBundle?: SwaggerUi;
  }
}

function show(): void {
  const swaggerUi = window.SwaggerUIBundle;
  if (swaggerUi === undefined) return;
  swaggerUi({
    url: new URL('../openapi.yaml', document.baseURI).href,
    dom_id: '#docs',
    presets: [swaggerUi.presets.apis],
    layout: 'BaseLayout',
    deepLinking: true,
    tryItOutEnabled: true,
    defaultModelsExpandDepth: 0,
    // Nobody elsewhere is asked to judge the document, and a key is forgotten with the page.
    validatorUrl: null,
    persistAuthorization: false,
  });
}

document.getElementById('licences')?.setAttribute('href', licencesUrl);

const script = document.createElement('script');
script.src = bundleUrl;
script.addEventListener('load', show);
document.head.append(script);
