import type { CompareHostProtocol, ComparePageState } from '../../src/contract/compare-page';
import { startRunPage } from '../shared/start-run-page';
import { CompareApp } from './compare-app';

startRunPage<CompareHostProtocol, ComparePageState>((parts) => new CompareApp(parts));
