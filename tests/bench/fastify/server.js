// A page of a collection as a Node service of the usual make answers it: Fastify with a response schema, pg with a prepared statement and a pool.
// PORT, DATABASE_URL. Below /kept answers are kept in memory, with their tags.
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import Fastify from 'fastify';
import pg from 'pg';

const setting = Object.fromEntries(process.env.DATABASE_URL.split(' ').map((part) => part.split('=')));
const pool = new pg.Pool({ host: setting.host, user: setting.user, database: setting.dbname });
const texts = (...names) => Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
const money = { type: 'object', properties: { amount: { type: 'integer' }, currency: { type: 'string' } } };
const photo = { type: 'object', properties: { ...texts('photo_id'), width: { type: 'integer' }, height: { type: 'integer' } } };
const listing = {
        type: 'object',
        properties: {
                ...texts('listing_id', 'handle', 'title', 'product_type', 'size', 'vendor', 'grade', 'condition', 'condition_text'),
                price: money, compare_at_price: money, final_sale: { type: 'boolean' }, return_days: { type: 'integer' }, photos: { type: 'array', items: photo },
        },
};
const page = { type: 'object', properties: { items: { type: 'array', items: listing }, next: { type: ['string', 'null'] } } };
const text = `select listing_id, handle, title, product_type, size, vendor, grade, condition, condition_text, price_amount, compare_at_amount, currency, final_sale, return_days, photos,
       published_at
  from bench.offer
 where collection = $1
   and ($2::bigint is null or price_amount >= $2)
 order by published_at desc, listing_id desc
 limit 51`;

const shown = (row) => ({
        ...row, price: { amount: Number(row.price_amount), currency: row.currency }, compare_at_price: { amount: Number(row.compare_at_amount), currency: row.currency },
});

async function make(handle, least) {
        const { rows } = await pool.query({ name: 'page', text, values: [handle, least ?? null] });
        const last = rows.length > 50 ? rows[49] : null;
        return { items: rows.slice(0, 50).map(shown), next: last && Buffer.from(`${last.published_at.toISOString()} ${last.listing_id}`).toString('base64url') };
}

const app = Fastify(), kept = new Map();
app.get('/collections/:handle/listings', { schema: { response: { 200: page } } }, (request) => make(request.params.handle, request.query.price_min));
app.get('/kept/collections/:handle/listings', async (request, reply) => {
        const coding = /\bgzip\b/.test(request.headers['accept-encoding']) ? 'gzip' : undefined, key = `${coding} ${request.url}`;
        let answer = kept.get(key);
        if (!answer) {
                const whole = Buffer.from(JSON.stringify(await make(request.params.handle, request.query.price_min)));
                const body = coding ? gzipSync(whole) : whole;
                answer = { body, tag: `"${createHash('sha256').update(body).digest('hex').slice(0, 32)}"` };
                kept.set(key, answer);
        }
        if (coding)
                reply.header('Content-Encoding', coding);
        reply.header('ETag', answer.tag).header('Vary', 'Accept-Encoding').header('Cache-Control', 'public, max-age=0, must-revalidate').type('application/json');
        if (request.headers['if-none-match'] === answer.tag) return reply.code(304).send();
        return reply.send(answer.body);
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
