// The Admin API's schema, as Shopify ships it in a package: fetched once, one file of it taken, checked by its sum. Nothing of the package is run.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { buildClientSchema } from 'graphql';

export const version = '2026-07';
const from = '@shopify/dev-mcp@1.16.0', inside = `package/dist/data/admin_${version}.json.gz`;
const sum = '5bcde995c89c59acdb2ee494378d96f45ce7378a16ec829a74b71d696a08ef19';

function download(file) {
        mkdirSync(dirname(file), { recursive: true });
        const own = mkdtempSync(`${file}-`);
        const archive = execFileSync('npm', ['pack', '--silent', '--prefer-offline', from], { cwd: own, encoding: 'utf8' }).trim();
        execFileSync('tar', ['xzf', archive, inside], { cwd: own });
        renameSync(`${own}/${inside}`, file);   // whole or not at all, whoever else fetches it
        rmSync(own, { recursive: true });
}

export function schemaFile(file) {
        if (!existsSync(file)) download(file);
        const bytes = readFileSync(file), found = createHash('sha256').update(bytes).digest('hex');
        if (found !== sum) throw new Error(`${inside} of ${from} has sha256 ${found}, not ${sum}`);
        return bytes;
}

let schema;
export const adminSchema = () => schema ??= buildClientSchema(JSON.parse(gunzipSync(schemaFile(resolve('build/contracts/admin_schema.json.gz')))).data);
