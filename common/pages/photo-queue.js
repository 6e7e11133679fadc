// Photos on their way: kept in this browser until the server has made them, sent in parts, behind everything else. An interrupted one goes on where it stands.
import { Problem } from './api.js';
import { add, change, everything, get, remove } from './photo-store.js';

const part = 256 * 1024, longest = 30000, looks = 20;   /* bytes, ms between two tries at most, looks at one that is being made */
const listeners = new Set(), progress = new Map(), others = new BroadcastChannel('resale-photos');

let me, running, timer, again = false, failures = 0;

/* --- what is kept --- */

async function tell(elsewhere = true) {
        const entries = await everything();
        localStorage.setItem('unsent-photos', entries.length);
        document.dispatchEvent(new CustomEvent('photos-changed'));
        listeners.forEach((listen) => listen(entries));
        if (elsewhere) others.postMessage('');
}
others.onmessage = () => tell(false);

/** listen(entries) is called whenever something changed; the result ends that. */
export function onPhotos(listen) {
        listeners.add(listen);
        return () => listeners.delete(listen);
}

/** Those of one unit, in the order in which they were taken; `at` is its address. */
export const photosAt = async (at) => (await everything()).filter((entry) => entry.at === at);
/** 0 to 1. */
export const sentOf = ({ id }) => progress.get(id) || 0;

const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Without crypto.subtle (plain HTTP) nothing is announced, and nothing is compared. */
async function hashOf(bytes) {
        if (!crypto.subtle) return undefined;
        return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer())), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** photo: at, shot, replaces, bytes (a Blob), preview (a data: URL). Kept when it resolves, and sent as soon as that can be. */
export async function addPhoto(photo) {
        const entry = { ...photo, key: newKey(), sha256: await hashOf(photo.bytes), person: { staff_id: me.staff_id, name: me.name }, state: 'waiting' };
        await add(entry).catch(() => {
                throw new Problem(0, { title: 'This browser has no room to keep the photo. It was not taken.' });
        });
        await tell();
        kick();
}

export async function dropPhoto({ id }) {
        await remove(id);
        progress.delete(id);
        await tell();
}

/** From the beginning. */
export async function retryPhoto({ id }) {
        await change(id, { state: 'waiting', problem: undefined, upload_id: undefined, key: newKey() });
        await tell();
        kick();
}

/* --- sending --- */

/** As the person who took it: in any other session the server refuses it (401), and it waits. */
async function ask({ person }, method, path, { json, bytes, key } = {}) {
        const headers = { Accept: 'application/json', 'Resale-Person': person.staff_id, ...(key && { 'Idempotency-Key': key }),
                ...((json || bytes) && { 'Content-Type': json ? 'application/json' : 'application/octet-stream' }) };
        const answer = await fetch(path, { method, headers, body: json ? JSON.stringify(json) : bytes, credentials: 'same-origin' })
                .catch(() => { throw new Problem(0, { title: 'The server cannot be reached.' }); });
        const value = await answer.json().catch(() => ({}));
        if (answer.ok) return value;
        throw new Problem(answer.status, value);
}

async function begin(entry, path) {
        if (entry.upload_id) return ask(entry, 'GET', `${path}/${entry.upload_id}`);
        const { shot, replaces, sha256, bytes, key } = entry;
        const upload = await ask(entry, 'POST', path, { json: { shot, replaces, sha256, size: bytes.size }, key });
        await change(entry.id, { upload_id: upload.upload_id });
        return upload;   /* repeated under its key it says offset 0: the first part then says how it stands */
}

async function sendParts(entry, path, begun) {
        let upload = begun;
        while (upload.state === 'open') {
                progress.set(entry.id, upload.offset / upload.size);
                listeners.forEach((listen) => listen());
                upload = await ask(entry, 'PUT', `${path}/${upload.upload_id}?offset=${upload.offset}`, { bytes: entry.bytes.slice(upload.offset, upload.offset + part) });
        }
        progress.set(entry.id, 1);
        listeners.forEach((listen) => listen());
        for (let i = 0; upload.state === 'working' && i < looks; i++) {
                await new Promise((resolve) => setTimeout(resolve, 100 + 50 * i));
                upload = await ask(entry, 'GET', `${path}/${upload.upload_id}`);
        }
        return upload;
}

/** Given up by the server in the meantime: from the beginning, unless that was the beginning. */
const isGone = (entry, problem) => entry.upload_id && problem.code === 'upload-not-found';
const waits = ({ status, code }) => !status || status >= 500 || [401, 408, 425, 429].includes(status) || ['idempotency-key-in-use', 'upload-offset'].includes(code);

/** False: later. */
async function sendOne(entry) {
        const path = `${entry.at}/photo-uploads`;
        try {
                const upload = await sendParts(entry, path, await begin(entry, path));
                failures = 0;
                if (upload.state === 'done') await dropPhoto(entry);
                else if (upload.state === 'refused') await change(entry.id, { state: 'refused', problem: upload.detail }).then(tell);
                return upload.state !== 'working';
        } catch (problem) {
                if (!(problem instanceof Problem)) throw problem;
                if (isGone(entry, problem)) await retryPhoto(entry);
                else if (!waits(problem)) await change(entry.id, { state: 'refused', problem: problem.message }).then(tell);
                return !waits(problem);
        }
}

async function drain() {
        for (const { id } of (await everything()).filter((entry) => entry.state === 'waiting' && entry.person.staff_id === me?.staff_id)) {
                const entry = await get(id);   /* as it is now: another page may have sent it */
                if (entry?.state === 'waiting' && !await sendOne(entry)) {
                        clearTimeout(timer);
                        timer = setTimeout(kick, Math.min(longest, 1000 * 2 ** failures++));
                }
        }
}

/** One page of this browser sends at a time. */
const alone = (work) => navigator.locks ? navigator.locks.request('resale-photos', work) : work();

function kick() {
        again = true;
        running ??= alone(async () => { while (again) { again = false; await drain(); } }).finally(() => { running = undefined; if (again) kick(); });
}

/** Photos are now taken by this person (the object follows who is signed in); theirs that are unsent are sent, now and when the network comes back. Others' wait for them. */
export function sendPhotos(person) {
        me = person;
        kick();
}

addEventListener('online', kick);
