// What somebody watches: looked at again every few seconds while it is seen, drawn afresh only when something changed.
import { api, Problem } from './api.js';
import { el } from './dom.js';
import { skeleton } from './list.js';
import { failed } from './say.js';

/** path() may change: refresh() looks at once. draw(answer) makes the nodes; what has the focus keeps it. */
export function live(path, draw, every) {
        const node = el('div', { class: 'stack' }, skeleton());
        const reachable = () => [...node.querySelectorAll('a, button')];
        let before, asked = 0;
        node.refresh = async () => {
                const mine = ++asked;
                try {
                        const answer = await api('GET', path()), text = JSON.stringify(answer), at = reachable().indexOf(document.activeElement);
                        if (mine !== asked || text === before) return;
                        before = text;
                        node.replaceChildren(...[draw(answer)].flat());
                        if (at >= 0) reachable()[at]?.focus();
                } catch (error) {
                        if (!(error instanceof Problem)) throw error;
                        before = undefined;
                        node.replaceChildren(failed(error, node.refresh));
                }
        };
        setInterval(() => { if (document.visibilityState === 'visible') node.refresh(); }, every);
        return node;
}
