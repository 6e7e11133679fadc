// What the units of the last days would be under a draft.
import { api, el, field, form, grade, plate, table } from './kit/kit.js';
import { ofDraft, tidy } from './rubric-model.js';

const units = (n) => n === 1 ? '1 unit' : `${n} units`;

function sentence({ days, units: n, changed, risen, fallen, untold, overrides, overrides_met: met, complete }) {
        if (!n) return `No unit of this product type was graded in the last ${days} days: there is nothing to compare with.`;
        const parts = [`${changed} of ${units(n)} would have another grade`, risen && `${risen} a better one`, fallen && `${fallen} a lower one`, untold && `${untold} cannot be told`,
                overrides && `${overrides} ${overrides === 1 ? 'keeps the grade' : 'keep the grades'} that a person set${met ? `, which the draft gives to ${met}` : ''}`].filter(Boolean);
        return `${parts.join('; ')}.${complete ? '' : ' Only the newest were looked at.'}`;
}

const shown = (preview) => [el('p', { class: 'note' }, el('span', {}, sentence(preview))),
        preview.grades.length > 0 && table([['Was', (x) => grade(x.from)], ['Would be', (x) => grade(x.to)], ['Units', (x) => String(x.units), 'number']], preview.grades,
                { caption: 'Grades', marked: (x) => x.from !== x.to }),
        preview.changes.length > 0 && table([['Unit', (x) => x.title], ['Plate', (x) => plate(x.lpn)], ['Was', (x) => grade(x.from)], ['Would be', (x) => grade(x.to)],
                ['Because', (x) => ofDraft(x.reason)]], preview.changes,
                { caption: preview.changed > preview.changes.length ? `The newest ${preview.changes.length} that change` : 'Units that change' }),
        preview.overridden.length > 0 && table([['Unit', (x) => x.title], ['Plate', (x) => plate(x.lpn)], ['Set by a person', (x) => grade(x.set)], ['The rubric said', (x) => grade(x.ruled)],
                ['The draft says', (x) => grade(x.to)], ['Because', (x) => ofDraft(x.reason)]], preview.overridden, { caption: 'Overridden: these keep their grade', marked: (x) => x.set === x.to }),
        preview.unknown.length > 0 && table([['Question', (x) => x.question], ['Answer', (x) => x.answer], ['Cannot be told, since it', (x) => x.reason], ['Units', (x) => String(x.units), 'number']],
                preview.unknown, { caption: 'What cannot be told' })];

export function preview(draft, at) {
        const result = el('div', { class: 'stack', 'aria-live': 'polite' });
        return el('section', { class: 'panel', 'aria-label': 'Preview' }, el('h2', {}, 'What would have been'), form([
                field('days', 'Units graded in the last days', { as: 'number', value: '30' })], 'See what would change', async ({ days }) => {
                result.replaceChildren(...shown(await api('POST', at, { product_type: draft.product_type, body: tidy(draft.body), days })).filter(Boolean));
        }, { kind: 'quiet' }), result);
}
