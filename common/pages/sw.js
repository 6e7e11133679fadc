// The pages of one service while the network is away. The server writes before this: service, version, parts ([path, hash of its bytes]).
// A page and its parts are always of one version: all from here, or all from the network. Answers of the API are not touched.
const name = `${service} ${version}`, paths = new Set(parts.map(([path]) => path)), patience = 4000;
const own = new Set();   /* clients whose page is of this version */

const kept = async (path) => (await caches.open(name)).match(service + path);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** All or nothing: while a new version is coming up some parts may still be of the old one. */
async function install() {
        const cache = await caches.open(name);
        await Promise.all(parts.map(async ([path, hash]) => {
                const answer = await fetch(service + path, { cache: 'reload' });
                if (!answer.ok || !answer.headers.get('ETag')?.includes(hash)) throw new Error(`${path} is of another version`);
                await cache.put(service + path, answer);
        }));
        await self.skipWaiting();
}

const tidy = async () => Promise.all((await caches.keys()).filter((one) => one.startsWith(`${service} `) && one !== name).map((one) => caches.delete(one)));

async function page(event, path) {
        const asked = fetch(event.request).catch(() => undefined), answer = await Promise.race([asked, pause(patience)]);
        const mine = (!answer || [502, 503, 504].includes(answer.status)) && await kept(path), given = mine || answer || await asked || Response.error();
        if (mine || given.headers.get('Resale-Pages') === version) own.add(event.resultingClientId);
        return given;
}

const part = async (event, path) => (own.has(event.clientId) && await kept(path)) || fetch(event.request);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(tidy()));
self.addEventListener('fetch', (event) => {
        const url = new URL(event.request.url), path = url.origin === location.origin && url.pathname.startsWith(service) ? url.pathname.slice(service.length) || 'index.html' : '';
        if (event.request.method !== 'GET' || !paths.has(path)) return;
        event.respondWith(event.request.mode === 'navigate' ? page(event, path) : part(event, path));
});
