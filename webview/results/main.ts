import type { ResultsHostProtocol, ResultsPageState } from '../../src/contract/results-page';
import { startRunPage } from '../shared/start-run-page';
import { ResultsApp } from './results-app';

startRunPage<ResultsHostProtocol, ResultsPageState>((parts) => new ResultsApp(parts));
