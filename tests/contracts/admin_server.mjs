// A stand-in for the Admin API over Shopify's own schema: each document is validated and executed by graphql-js as the real server would, on shops that keep
// what they are told. What breaks a rule is kept in `faults`. Costs and times are imitations.
import { createServer } from 'node:http';
import { execute, parse } from 'graphql';
import { faults as wrong } from './admin_rules.mjs';
import { adminSchema, version } from './admin_schema.mjs';

const schema = adminSchema(), shops = new Map(), gid = (kind, id) => `gid://shopify/${kind}/${id}`;
export const faults = [];
let serial = 5000, address;

/** What the shop of a name has: products by handle, and a script of answers to give instead, each { document, status, code }. */
export function shop(name) {
        if (!shops.has(name)) {
                shops.set(name, { name, products: new Map(), collections: new Map(), files: new Map(), uploads: new Set(), keys: new Map(), metafields: new Map(), script: [],
                        asked: [] });
        }
        return shops.get(name);
}

const location = gid('Location', 1), publication = gid('Publication', 1);
const refusal = (code, message = code) => ({ userErrors: [{ field: ['input'], message, code }] });

const node = (one) => ({ ...one, __typename: one.id.split('/')[3] });
const connection = (nodes) => ({ nodes, edges: nodes.map((one) => ({ node: one })) });

function shown(product) {
        const variant = { id: product.variant, price: product.price, inventoryItem: { id: product.item,
                inventoryLevel: ({ locationId }) => locationId === location ? { quantities: ({ names }) => names.map((name) => ({ name, quantity: product.stock })) } : null } };
        return { id: product.id, handle: product.handle, status: product.status, tags: product.tags, publishedOnPublication: ({ publicationId }) => product.published.has(publicationId),
                variants: connection([variant]) };
}

function productSet(at, { identifier, input }) {
        const [variant] = input.variants || [];
        if (input.id) return refusal('ID_NOT_ALLOWED');
        if (identifier.handle !== input.handle) return refusal('INPUT_MISMATCH');
        if (input.productOptions && !variant) return refusal('VARIANTS_INPUT_MISSING');
        if (input.files?.some((file) => ![...at.files.values()].some((own) => own.id === file.id && own.status === 'READY'))) return refusal('NON_READY_STATE');
        const product = at.products.get(input.handle) || { id: gid('Product', ++serial), variant: gid('ProductVariant', ++serial), item: gid('InventoryItem', ++serial), published: new Set() };
        Object.assign(product, { handle: input.handle, title: input.title, status: input.status, tags: input.tags, price: variant.price, sku: variant.sku, files: input.files || [] });
        for (const level of variant.inventoryQuantities || []) product.stock = level.quantity;
        at.products.set(input.handle, product);
        return { product: shown(product), userErrors: [] };
}

/** The same key says the same again; for something else it is refused. */
function inventorySetQuantities(at, { input }, info) {
        const key = info.fieldNodes[0].directives.find((d) => d.name.value === 'idempotent').arguments[0].value, name = info.variableValues[key.name?.value] ?? key.value;
        const before = at.keys.get(name), same = JSON.stringify(input);
        if (before) return before.same === same ? before.answer : refusal('IDEMPOTENCY_KEY_PARAMETER_MISMATCH');
        const [{ inventoryItemId, quantity, changeFromQuantity }] = input.quantities, product = [...at.products.values()].find((one) => one.item === inventoryItemId);
        const answer = !product ? refusal('INVALID_INVENTORY_ITEM') : product.stock === undefined ? refusal('ITEM_NOT_STOCKED_AT_LOCATION')
                : changeFromQuantity !== null && changeFromQuantity !== product.stock ? refusal('CHANGE_FROM_QUANTITY_STALE')
                : { inventoryAdjustmentGroup: { id: gid('InventoryAdjustmentGroup', ++serial) }, userErrors: [] };
        if (!answer.userErrors.length) product.stock = quantity;
        at.keys.set(name, { same, answer });
        return answer;
}

function publish(at, { id, input }, on) {
        const thing = [...at.products.values(), ...at.collections.values()].find((one) => one.id === id);
        if (!thing) return { userErrors: [{ field: ['id'], message: 'Resource does not exist' }] };
        for (const { publicationId } of input) thing.published[on ? 'add' : 'delete'](publicationId);
        return { userErrors: [] };
}

function fileCreate(at, { files }) {
        if (files.some((file) => !at.uploads.has(file.originalSource))) return refusal('INVALID_IMAGE_SOURCE_URL');
        return { userErrors: [], files: files.map((file) => {
                const own = at.files.get(file.filename) || { id: gid('MediaImage', ++serial), status: 'UPLOADED' };
                at.files.set(file.filename, own);
                return node({ id: own.id, fileStatus: own.status });
        }) };
}

function fileNodes(at, { ids }) {
        return ids.map((id) => {
                const own = [...at.files.values()].find((file) => file.id === id);
                if (!own) return null;
                own.status = own.status === 'UPLOADED' ? 'PROCESSING' : 'READY';
                return node({ id, fileStatus: own.status, fileErrors: [] });
        });
}

/** Connections become lines, their nodes after the parent. */
function lines(value, parent, out) {
        const inside = {}, later = [];
        for (const [name, one] of Object.entries(value)) if (one?.edges) later.push(...one.edges.map((edge) => edge.node)); else inside[name] = one;
        out.push(JSON.stringify(parent ? { ...inside, __parentId: parent } : inside));
        for (const one of later) lines(one, value.id, out);
}

function bulkOperationRunQuery(at, { query }) {
        const fault = wrong(schema, query, {});
        if (fault.length) return refusal('INVALID', fault.join());
        const { data } = execute({ schema, document: parse(query), rootValue: root(at) }), out = [];
        for (const { node: one } of data.products.edges) lines(one, null, out);
        at.bulk = out.join('\n');
        return { bulkOperation: { id: gid('BulkOperation', 1), status: 'CREATED' }, userErrors: [] };
}

const root = (at) => ({
        shop: { myshopifyDomain: at.name, name: 'Outer', currencyCode: 'USD' },
        currentAppInstallation: { accessScopes: ['write_products', 'write_inventory', 'write_publications', 'write_files', 'read_locations'].map((handle) => ({ handle })) },
        locations: connection([{ id: location, name: 'Warehouse', isActive: true, fulfillsOnlineOrders: true }]),
        publications: connection([{ id: publication, catalog: { __typename: 'AppCatalog', title: 'Online Store' } }]),
        collectionByIdentifier: ({ identifier }) => at.collections.get(identifier.handle) || null,
        productByIdentifier: ({ identifier }) => at.products.has(identifier.handle) ? shown(at.products.get(identifier.handle)) : null,
        products: () => connection([...at.products.values()].map(shown)),
        nodes: (given) => fileNodes(at, given),
        bulkOperation: () => ({ id: gid('BulkOperation', 1), status: 'COMPLETED', errorCode: null, objectCount: '1', url: at.bulk ? `${address}/${at.name}/bulk` : null }),
        collectionCreate: ({ collection }) => {
                if (at.collections.has(collection.handle)) return { userErrors: [{ field: ['handle'], message: 'Handle has already been taken' }] };
                at.collections.set(collection.handle, { id: gid('Collection', ++serial), title: collection.title, sources: collection.sources, published: new Set() });
                return { collection: at.collections.get(collection.handle), userErrors: [] };
        },
        collectionUpdate: ({ collection }) => ({ collection: { id: collection.id }, userErrors: [] }),
        stagedUploadsCreate: ({ input }) => ({ userErrors: [], stagedTargets: input.map(() => {
                const url = `${address}/${at.name}/upload/${++serial}`;
                return { url, resourceUrl: url, parameters: [{ name: 'key', value: 'tmp/1' }, { name: 'policy', value: 'p' }] };
        }) }),
        fileCreate: (given) => fileCreate(at, given),
        productSet: (given) => productSet(at, given),
        productUpdate: ({ product: { id, status } }) => {
                const product = [...at.products.values()].find((one) => one.id === id);
                return product ? { product: Object.assign(product, { status }), userErrors: [] } : refusal('NOT_FOUND');
        },
        metafieldsSet: ({ metafields }) => {
                for (const one of metafields) at.metafields.set(`${one.ownerId} ${one.namespace}.${one.key}`, one.value);
                return { metafields: [], userErrors: [] };
        },
        inventorySetQuantities: (given, context, info) => inventorySetQuantities(at, given, info),
        publishablePublish: (given) => publish(at, given, true),
        publishableUnpublish: (given) => publish(at, given, false),
        bulkOperationRunQuery: (given) => bulkOperationRunQuery(at, given),
});

const cost = (available) => ({ cost: { requestedQueryCost: 60, actualQueryCost: 12, throttleStatus: { maximumAvailable: 2000, currentlyAvailable: available, restoreRate: 200 } } });

/** Status and JSON for a document; a number alone is a status without a body. */
function answer(at, token, { query, variables }) {
        const document = parse(query), name = document.definitions[0].name?.value, scripted = at.script.findIndex((one) => one.document === name);
        at.asked.push(name);
        if (!at.token || token !== at.token) return [401, { errors: '[API] Invalid API key or access token' }];
        if (scripted >= 0) {
                const [{ status = 200, code }] = at.script.splice(scripted, 1);
                return status === 200 ? [200, { errors: [{ message: code, extensions: { code } }], extensions: cost(40) }] : [status, {}];
        }
        const found = wrong(schema, query, variables);
        if (found.length) {
                faults.push(`${name}: ${found.join('; ')}`);
                return [200, { errors: found.map((message) => ({ message })) }];
        }
        const result = execute({ schema, document, rootValue: root(at), variableValues: variables });
        if (result.errors) faults.push(`${name}: ${result.errors.join('; ')}`);
        return [200, { ...result, extensions: cost(1900) }];
}

function token(at, { grant_type, client_secret }) {
        if (grant_type !== 'client_credentials' || client_secret !== 'app secret') return [401, { error: 'invalid_client' }];
        at.token = `shpat_${++serial}`;
        return [200, { access_token: at.token, expires_in: 86399, scope: 'write_products' }];
}

function route(at, rest, request, body) {
        if (rest === 'admin/oauth/access_token') return token(at, JSON.parse(body));
        if (rest === `admin/api/${version}/graphql.json`) return answer(at, request.headers['x-shopify-access-token'], JSON.parse(body));
        if (rest === 'bulk') return [200, at.bulk];
        if (!rest.startsWith('upload/') || !body.includes('name="file"')) return [404, {}];
        at.uploads.add(`${address}${request.url}`);
        return [201, {}];
}

/** Listens where SHOPIFY_API_URL says; the function it gives stops it. */
export async function listen() {
        address = process.env.SHOPIFY_API_URL;
        const server = createServer(async (request, response) => {
                const parts = [];
                for await (const part of request) parts.push(part);
                const [, name, ...rest] = request.url.split('/'), [status, json] = route(shop(name), rest.join('/'), request, Buffer.concat(parts).toString('latin1'));
                response.writeHead(status, { 'Content-Type': 'application/json', 'X-Shopify-API-Version': version, 'Retry-After': '0.2', Connection: 'close' });
                response.end(typeof json === 'string' ? json : JSON.stringify(json));
        });
        await new Promise((resolve) => server.listen(Number(new URL(address).port), '127.0.0.1', resolve));
        return () => new Promise((resolve) => server.close(resolve));
}
