// Sends what waits: in order, one page of this browser at a time, each with the key it got when the person acted.
import { isAway, once, Problem, uuid } from './api.js';
import { entries, isMine, onQueue, tell, update } from './entries.js';
import { change, take } from './store.js';

const slowest = 10000, longest = 15000;   /* ms: one request may take, between two tries */
const stale = 6 * 24 * 3600 * 1000;       /* the server knows a key for a week */

let troubles = {}, failures = 0, timer, running, again = false;

onQueue((event) => { if (event.troubles) ({ troubles } = event); });

/** Without locks (plain HTTP) the keys still see to it that nothing is done twice. */
const alone = (work) => navigator.locks ? navigator.locks.request('resale-queue', work) : work();

const serviceOf = (entry) => entry.path.split('/')[1];
const waits = (problem) => isAway(problem) || [401, 408, 425, 429].includes(problem.status) || problem.code === 'idempotency-key-in-use';

/** Why nothing is sent to the service of a path at the moment, or to any: away, signed-out, or undefined. */
export const troubleAt = (path) => troubles[serviceOf({ path })];
export const trouble = () => Object.values(troubles)[0];

async function settle(entry, { answer, problem }) {
        failures = 0;
        if (answer && !entry.keep) await take('queue', entry.id);
        else await change('queue', entry.id, answer ? { state: 'sent', answer } : { state: 'refused', problem });
        tell({ key: entry.key, answer, problem });
}

function later({ retryAfter = 0 }) {
        const pause = Math.min(longest, 1000 * 2 ** failures++) * (0.75 + Math.random() / 2);   /* stations do not all come back at once */
        clearTimeout(timer);
        timer = setTimeout(kick, Math.max(pause, 1000 * retryAfter));
}

const tooOld = { message: 'It is too old to be sent by itself: it may have been done already. Look, then try again or dismiss it.' };

/** The trouble that keeps it waiting; undefined: it is sent or refused. */
async function sendOne(entry) {
        if (Date.now() - entry.since > stale) return settle(entry, { problem: tooOld });
        const headers = { 'Idempotency-Key': entry.key, 'Resale-Person': entry.person.staff_id };
        try {
                return await settle(entry, { answer: await once(entry.method, entry.path, entry.body, headers, AbortSignal.timeout(slowest)) });
        } catch (problem) {
                if (!(problem instanceof Problem)) throw problem;
                if (!waits(problem)) return settle(entry, { problem: { status: problem.status, code: problem.code, field: problem.field, message: problem.message } });
                later(problem);
                return problem.status === 401 ? 'signed-out' : 'away';
        }
}

/** In order, service by service. A refused one holds up nothing: each says all it needs, and none is built on another's answer. */
async function drain() {
        const found = {};
        for (;;) {
                const next = (await entries('waiting')).find((entry) => isMine(entry) && !found[serviceOf(entry)]);
                if (!next) break;
                const why = await sendOne(next);
                if (why) found[serviceOf(next)] = why;
        }
        tell({ troubles: found });
}

/** Send what waits, now. */
export function kick() {
        again = true;
        running ??= alone(async () => { while (again) { again = false; await drain(); } }).finally(() => { running = undefined; if (again) kick(); });
}

/** Once more, as the person says who looked at it. What was too old to be repeated safely begins afresh. */
export async function retry(entry) {
        const old = Date.now() - entry.since > stale;
        await update(entry, { state: 'waiting', problem: undefined, ...(old && { key: uuid(), since: Date.now() }) });
        kick();
}

addEventListener('online', kick);
addEventListener('visibilitychange', () => { if (!document.hidden) kick(); });
