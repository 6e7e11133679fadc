// A note at a question, for colleagues only; it opens when it is wanted.
import { el, field } from './kit/kit.js';

/** { node, open, text() }: the field, the button that opens it, what was written; undefined: nothing. */
export function noteField(name = 'note') {
        const node = field(name, 'Note, for colleagues only', { required: false, area: true, maxlength: 1000 }), text = node.querySelector('textarea');
        const open = el('button', { type: 'button', class: 'quiet', 'aria-expanded': 'false', onclick: () => {
                node.hidden = !node.hidden;
                open.setAttribute('aria-expanded', String(!node.hidden));
                if (!node.hidden) text.focus();
        } }, 'Add a note');
        node.hidden = true;
        return { node, open, text: () => text.value.trim() || undefined };
}
