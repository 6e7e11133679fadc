// Runs every *.test.mjs here, a process each, over shops that are made once; the last line counts.
import { readdirSync } from 'node:fs';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { open } from './shop.mjs';

const here = fileURLToPath(new URL('.', import.meta.url)), only = process.env.TEST_FILE || '';
const files = readdirSync(here).filter((file) => file.endsWith('.test.mjs') && file.includes(only)).sort().map((file) => here + file);
process.env.RESALE_SHOPS = JSON.stringify(await open());
let passed = 0, failed = 0;
const isFile = ({ name }) => name.endsWith('.test.mjs');
await new Promise((resolve) => run({ files, concurrency: 2 })
        .on('test:pass', (one) => { if (!isFile(one)) { passed++; console.log(`ok      ${one.name} (${Math.round(one.details.duration_ms)} ms)`); } })
        .on('test:fail', (one) => {
                const { error } = one.details;
                if (isFile(one) && error.failureType === 'subtestsFailed') return;
                failed++;
                console.log(`FAILED  ${one.name}\n${error.cause?.stack || error.cause || error.stack}`);
        })
        .on('test:stderr', ({ message }) => process.stderr.write(message))
        .on('end', resolve).resume());
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed || !passed ? 1 : 0);
