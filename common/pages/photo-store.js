// Photos that the server does not have yet, as this browser keeps them.
const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
let database;

function open() {
        const asked = indexedDB.open('resale-photos', 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore('photos', { keyPath: 'id', autoIncrement: true });
        return done(asked);
}

/** What is written is on the disk when it ends. work(store) makes its requests without waiting for anything else. */
async function transaction(mode, work) {
        database ??= open();
        const made = (await database.catch((error) => { database = undefined; throw error; })).transaction('photos', mode, { durability: 'strict' });
        const ended = new Promise((resolve, reject) => { made.oncomplete = resolve; made.onabort = () => reject(made.error); });
        const [result] = await Promise.all([work(made.objectStore('photos')), ended]);
        return result;
}

export const everything = () => transaction('readonly', (store) => done(store.getAll())).catch(() => []);
export const get = (id) => transaction('readonly', (store) => done(store.get(id)));
export const add = (entry) => transaction('readwrite', (store) => done(store.add(entry)));
export const remove = (id) => transaction('readwrite', (store) => done(store.delete(id)));
export const change = (id, changes) => transaction('readwrite', async (store) => {
        const entry = await done(store.get(id));
        return entry && done(store.put({ ...entry, ...changes }));
});
