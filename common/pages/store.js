// What a station keeps in this browser, for every page of this origin: actions that are not sent yet (`queue`), and what was seen last (`kept`).
const stores = { queue: { keyPath: 'id', autoIncrement: true }, kept: { keyPath: 'name' } };
let database;

const done = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
});

function open() {
        const asked = indexedDB.open('resale-station', 1);
        asked.onupgradeneeded = () => Object.entries(stores).forEach(([name, options]) => asked.result.createObjectStore(name, options));
        return done(asked).then((db) => {
                const leave = () => { db.close(); database = undefined; };
                Object.assign(db, { onversionchange: leave, onclose: leave });
                return db;
        });
}

/** One transaction; what is written is on the disk when it ends. work(store) makes its requests without waiting for anything else. */
async function transaction(name, mode, work) {
        database ??= open();
        const made = (await database.catch((error) => { database = undefined; throw error; })).transaction(name, mode, { durability: 'strict' });
        const ended = new Promise((resolve, reject) => { made.oncomplete = resolve; made.onabort = () => reject(made.error); });
        const [result] = await Promise.all([work(made.objectStore(name)), ended]);
        return result;
}

export const add = (name, value) => transaction(name, 'readwrite', (store) => done(store.add(value)));
export const put = (name, value) => transaction(name, 'readwrite', (store) => done(store.put(value)));
export const get = (name, key) => transaction(name, 'readonly', (store) => done(store.get(key)));
export const everything = (name) => transaction(name, 'readonly', (store) => done(store.getAll()));
export const clear = (name) => transaction(name, 'readwrite', (store) => done(store.clear()));

/** Takes it out; undefined when it was taken already. */
export const take = (name, key) => transaction(name, 'readwrite', async (store) => {
        const value = await done(store.get(key));
        store.delete(key);
        return value;
});

/** Changes what is there still; undefined when nothing is. */
export const change = (name, key, changes) => transaction(name, 'readwrite', async (store) => {
        const value = await done(store.get(key));
        return value && done(store.put({ ...value, ...changes })).then(() => ({ ...value, ...changes }));
});
