// Runs every *.test.mjs here, or those of one lane of two (TEST_LANE), one test after the other; the last line counts.
import { readdirSync, statSync } from 'node:fs';
import { finish, run, start } from './harness.mjs';
import { seed } from './seed.mjs';

const here = new URL('.', import.meta.url), lane = Number(process.env.TEST_LANE || 0);
const size = (name) => statSync(new URL(name, here)).size;
const files = readdirSync(here).filter((file) => file.endsWith('.test.mjs') && file.includes(process.env.TEST_FILE || '')).sort((a, b) => size(b) - size(a))
        .filter((_, i) => !lane || i % 2 + 1 === lane).sort();
await start();
await seed();
for (const name of files) await import(new URL(name, here));
const { passed, failed } = await run(process.env.TEST_ONLY || '');
await finish();
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
