// Runs every *.test.mjs here, one test after the other; the last line counts.
import { readdirSync } from 'node:fs';
import { finish, run, start } from './harness.mjs';
import { seed } from './seed.mjs';

const here = new URL('.', import.meta.url);
await start();
await seed();
for (const name of readdirSync(here).filter((file) => file.endsWith('.test.mjs') && file.includes(process.env.TEST_FILE || '')).sort()) await import(new URL(name, here));
const { passed, failed } = await run(process.env.TEST_ONLY || '');
await finish();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
