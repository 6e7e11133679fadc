// The descriptions of all services, by a linter of OpenAPI.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { createConfig, lint } from '@redocly/openapi-core';

const config = await createConfig({ extends: ['minimal'] });
for (const service of readdirSync('services').filter((name) => existsSync(`services/${name}/openapi.yaml`))) test(`the description of ${service} is OpenAPI`, async () => {
        const problems = await lint({ ref: `services/${service}/openapi.yaml`, config });
        assert.deepEqual(problems.filter((one) => one.severity === 'error').map((one) => `${one.ruleId} ${one.message} ${one.location[0]?.pointer}`), []);
});
