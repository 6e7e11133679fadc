// The rubrics of a merchant: what is asked, and new versions.
import { all, api, el, empty, field, form, grade, list, Problem, say, sheet, action } from './kit/kit.js';

const asked = (body) => el('ul', { class: 'trace small' }, body.questions.map((q) => el('li', {}, `${q.code}: ${q.text} `,
        q.answers.map((a) => el('span', { class: 'muted' }, `${a.text}${a.cap ? ` (at best ${a.cap})` : ''}. `)))));

const columns = [
        ['For', (r) => r.product_type === '*' ? 'Any product type' : r.product_type], ['Version', (r) => r.version, 'number'],
        ['Grades', (r) => el('div', { class: 'row' }, r.body.grades.map((g) => grade(g.code)))],
        ['Actions', (r) => action('Show', async () => sheet(`Rubric for ${r.product_type}, version ${r.version}`, asked(r.body)))],
];

function parse(text) {
        try {
                return JSON.parse(text);
        } catch (error) {
                throw new Problem(0, { field: 'body', detail: `This is not JSON: ${error.message}.` });
        }
}

/** A version never changes; a new one holds for what is graded from now on. */
export async function rubrics() {
        const merchants = await all('/accounts/v1/merchants'), place = el('div', { class: 'stack' });
        if (!merchants.length) {
                sheet('Rubrics', empty('No merchant yet. An administrator adds the first one under Set-up.'));
                return;
        }
        const select = field('merchant_id', 'Merchant', { options: merchants.map((m) => [m.merchant_id, m.name]) });
        const input = select.querySelector('select');
        const show = async () => {
                const versions = list({ path: `/grading/v1/merchants/${input.value}/rubrics`, columns, empty: 'No rubric yet: its units cannot be graded.' });
                place.replaceChildren(versions);
                await versions.refresh();
        };
        input.addEventListener('change', show);
        sheet('Rubrics', select, place, el('h3', {}, 'New version'), form([field('product_type', 'Product type', { value: '*', hint: '* is for every type without its own.' }),
                field('body', 'Grades and questions', { area: true, hint: 'JSON, as the API describes it.' })], 'Add version', async ({ product_type, body }, node) => {
                await api('POST', `/grading/v1/merchants/${input.value}/rubrics`, { product_type, body: parse(body) });
                node.reset();
                await show();
                say('The new version holds for what is graded from now on.', 'good');
        }));
        await show();
}
