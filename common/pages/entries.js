// What waits at this station to be sent, or came back: kept in this browser, the same for every page of it.
import { change, everything, take } from './store.js';

const day = 24 * 3600 * 1000;
const listeners = new Set(), others = new BroadcastChannel('resale-queue');
let me;

function hear(event) {
        listeners.forEach((listen) => listen(event));
}

/** What happened, to every page of this browser. */
export function tell(event) {
        others.postMessage(event);
        hear(event);
}

others.onmessage = ({ data }) => hear(data);

/** listen(event) is called whenever something may have changed; the result ends that. */
export function onQueue(listen) {
        listeners.add(listen);
        return () => listeners.delete(listen);
}

export const isMine = (entry) => entry.person.staff_id === me?.staff_id;
/** Who acts here; undefined while nobody does. */
export const who = () => me;
export const entries = async (...states) => (await everything('queue').catch(() => [])).filter((entry) => states.includes(entry.state));

/** In order; their state is waiting or refused. Those of other people hold only who, when and their state. */
export const unsent = async () => (await entries('waiting', 'refused')).map((entry) => isMine(entry) ? { ...entry, mine: true }
        : { id: entry.id, person: entry.person, at: entry.at, state: entry.state });

/** How many actions on something are not done yet, whoever asked for them. at: how their paths begin. */
export const unsentAt = async (at) => (await entries('waiting', 'refused')).filter((entry) => entry.path.startsWith(at)).length;

/** What was sent after its page had stopped waiting, with its answer; of the person who is signed in. */
export const answered = async () => (await entries('sent')).filter(isMine);

/** Dismissed, or taken by the page that shows the answer. Undefined: somebody else was first. */
export async function remove({ id }) {
        const entry = await take('queue', id);
        tell({});
        return entry;
}

export async function update({ id }, changes) {
        await change('queue', id, changes);
        tell({});
}

/** From now on this person acts here. Answers that nobody took are known to the server; they are dropped after a day, and when their person leaves. */
export async function actAs(person) {
        me = person;
        hear({});
        await Promise.all((await entries('sent')).filter((entry) => Date.now() - entry.at > day).map(remove));
}

export const leaveAnswers = async () => Promise.all((await answered()).map(remove));
