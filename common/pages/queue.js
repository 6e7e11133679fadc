// Actions that may wait for the server: kept before they are sent, so that no reload and no power cut loses one. Which may wait, and why, is in common/README.md.
import { Problem, uuid } from './api.js';
import { onQueue, remove, tell, who } from './entries.js';
import { kick, troubleAt } from './sender.js';
import { add } from './store.js';

const mayWait = ['intake/v1/merchants/*/shipments/*/receive', 'intake/v1/merchants/*/shipments/*/strangers',
        'intake/v1/merchants/*/shipments/*/count/entries', 'intake/v1/merchants/*/units/*/hold', 'intake/v1/merchants/*/units/*/label-checks',
        'grading/v1/merchants/*/units/*/grades']
        .map((path) => new RegExp(`^/${path.replaceAll('*', '[^/]+')}$`));
const patience = 2500;   /* ms that a person waits */

/** What came of it, as long as a person waits for that: { answer } or { problem }; {} once it is clear that it takes longer. */
const outcomeOf = ({ key, path }) => new Promise((resolve) => {
        const end = onQueue((event) => { if (event.key === key) finish(event); else if (event.troubles && troubleAt(path)) finish({}); });
        const finish = (event) => { end(); resolve(event); };
        setTimeout(() => finish({}), troubleAt(path) ? 0 : patience);
});

/**
 * An action of the person signed in. what: how the list of unsent ones names it; about: for the page, with the entry. keep: its answer waits for a page that takes it.
 * The answer's JSON; undefined when it is kept and goes out later. Throws Problem when it is refused at once.
 */
export async function send(method, path, body, { what, about, keep = false }) {
        if (method !== 'POST' || !mayWait.some((one) => one.test(path))) throw new Error(`${method} ${path} may not wait`);
        const now = Date.now(), person = { staff_id: who().staff_id, name: who().name };
        const entry = { method, path, body, key: uuid(), what, about, keep, person, at: now, since: now, state: 'waiting' };
        const outcome = outcomeOf(entry);
        entry.id = await add('queue', entry).catch(() => { throw new Problem(0, { title: 'This browser has no room to keep it. Nothing was done.' }); });
        tell({});
        kick();
        const { answer, problem } = await outcome;
        if (problem || (answer && keep)) await remove(entry);
        if (problem) throw new Problem(problem.status, { ...problem, detail: problem.message });
        return answer;
}
