// Tables, and lists that load themselves.
import { api, Problem } from './api.js';
import { el, icon } from './dom.js';
import { lately } from './kept.js';
import { action, failed } from './say.js';
import { clock } from './show.js';

const mark = (name) => name.toLowerCase() === 'actions';

function row(columns, item, marked) {
        return el('tr', { role: 'row', class: marked && marked(item) ? 'marked' : undefined },
                columns.map(([heading, cell, kind]) => el('td', { role: 'cell', class: kind || (mark(heading) && 'actions'), 'data-label': heading }, cell(item) ?? '')));
}

/** columns: [heading, item => cell, 'number'?]; the heading Actions is for buttons. Roles are named since phones show rows as blocks. */
export function table(columns, items, { caption, marked } = {}) {
        return el('table', { role: 'table' }, caption && el('caption', {}, caption),
                el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, columns.map(([heading, , kind]) =>
                        el('th', { role: 'columnheader', scope: 'col', class: kind }, mark(heading) ? el('span', { class: 'hidden' }, heading) : heading)))),
                el('tbody', { role: 'rowgroup' }, items.map((item) => row(columns, item, marked))));
}

export const empty = (sentence, first) => el('div', { class: 'empty stack' }, el('p', {}, sentence), first && el('div', {}, first));
export const skeleton = () => el('div', { class: 'skeleton', 'aria-label': 'Loading', role: 'img' }, el('i'), el('i'), el('i'));

export const asOfNote = (at) => el('p', { class: 'note attention' }, icon('attention'), el('span', {}, `As of ${clock(at)}. The server cannot be reached now.`));

/**
 * A list of the API with its states: loading, empty, error, more. about: path, columns, empty (a sentence), first (the button of the first step), shown (told the items).
 * keep: a name under which the items are kept and shown while the server is away; `shown` is then told of when they are. The node has refresh().
 */
export function list({ path, columns, empty: sentence, first, shown, keep, limit = 50 }) {
        const node = el('div', { class: 'stack' }), separator = path.includes('?') ? '&' : '?';
        let items = [], timer;
        const get = (cursor) => api('GET', `${path}${separator}limit=${limit}${cursor ? `&cursor=${cursor}` : ''}`);
        const show = (page, asOf) => {
                items = items.concat(page.items);
                if (shown) shown(items, asOf);
                const more = page.next && el('div', {}, action('Show more', async () => show(await get(page.next))));
                node.replaceChildren(...(items.length ? [table(columns, items), more].filter(Boolean) : [empty(sentence, first)]));
        };
        node.refresh = async () => {
                if (!items.length) node.replaceChildren(skeleton());
                clearTimeout(timer);
                try {
                        const { value, asOf } = keep ? await lately(keep, path, () => get()) : { value: await get() };
                        items = [];
                        show(value, asOf);
                        if (asOf) { node.prepend(asOfNote(asOf)); timer = setTimeout(node.refresh, 10000); }
                } catch (error) {
                        if (!(error instanceof Problem)) throw error;
                        node.replaceChildren(failed(error, node.refresh));
                }
        };
        return node;
}
