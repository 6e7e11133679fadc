// Answers that came after their actions were kept for a time: a plate, a grade. They stay in sight until somebody takes them.
import { el } from './dom.js';
import { answered, onQueue, remove, unsent } from './entries.js';
import { table } from './list.js';
import { action } from './say.js';

const settling = 500;   /* ms: an answer that its page waited for is taken by then */

/**
 * The panel of those whose paths begin with `path`; empty when there are none. columns: as of a table of entries (about, answer). label, taken(entry): the button that takes one.
 * came(entries) tells of new ones; changed() is called when what waits or came has changed.
 */
export function followed({ path, title, columns, label, taken, came, changed }) {
        const node = el('div', {});
        let before = '', told = new Set(), timer;

        const take = (entry) => action(label, async () => { if (await remove(entry)) await taken(entry); await show(); });
        const tellNew = (entries) => {
                const fresh = entries.filter((entry) => !told.has(entry.id));
                told = new Set(entries.map((entry) => entry.id));
                if (fresh.length) came(fresh);
        };
        const show = async () => {
                const entries = (await answered()).filter((entry) => entry.path.startsWith(path)), waiting = await unsent();
                const now = [...entries, ...waiting].map((entry) => `${entry.id} ${entry.state}`).join();
                if (now === before) return;
                before = now;
                node.replaceChildren(...(entries.length ? [el('section', { class: 'panel', 'aria-label': title }, el('h2', {}, title),
                        table([...columns, ['Actions', take]], entries))] : []));
                tellNew(entries);
                await changed();
        };
        const soon = () => { clearTimeout(timer); timer = setTimeout(show, settling); };
        onQueue(soon);
        soon();
        return node;
}
