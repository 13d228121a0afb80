import { startWorker } from '#lib/start-server.ts';

await startWorker();
