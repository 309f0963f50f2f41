import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/shell.css';
import './styles/studio.css';
import './styles/stage.css';
import './styles/history.css';
import { resume } from './actions/signing.ts';
import { App } from './app.ts';
import { restoreTheme } from './theme.ts';
import { mountShell } from './views/shell.ts';

restoreTheme();
const app = new App();
resume(app.context);
mountShell(app, document.getElementById('app') ?? document.body);
