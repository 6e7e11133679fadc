// The shot lists of a merchant: which photos are wanted of a product type.
import { action, all, api, check, el, empty, field, form, say, sheet, table } from './kit/kit.js';
import { outlineNames } from './kit/outline.js';

const typed = (list) => list.product_type === '*' ? 'Any other' : list.product_type;

/** A shot as fields; named as the API names them, so that what it finds wrong stands beside its field. */
function shotFields(shot = {}) {
        const node = el('fieldset', { class: 'stack' }, el('legend', { class: 'hidden' }, 'A shot'),
                el('div', { class: 'pair' }, field('name', 'Shot', { value: shot.name || '', maxlength: 60 }), field('outline', 'Outline', { options: outlineNames, value: shot.outline || 'none' })),
                field('hint', 'Hint', { required: false, value: shot.hint || '', maxlength: 200 }), check('optional', 'Only when there is such a thing, and then of each', shot.optional),
                check('internal', 'For us only: shoppers never see it', shot.internal),
                el('div', {}, action('Remove this shot', async () => node.remove())), el('hr'));
        return node;
}

const inputOf = (node, name) => node.querySelector(`[data-shot=${name}]`), valueOf = (node, name) => inputOf(node, name).value.trim();

/** Numbered as they stand when they are sent. */
function number(nodes) {
        nodes.forEach((node, i) => node.querySelectorAll('input, select').forEach((input) => {
                input.dataset.shot ||= input.name;
                input.name = `shots[${i}].${input.dataset.shot}`;
        }));
}

function change(merchant_id, list, then) {
        const rows = el('div', { class: 'stack' }, list.shots.map(shotFields));
        const type = field('product_type', 'Product type', { value: list.product_type, hint: '* is for every type without its own.', maxlength: 200 });
        number([...rows.children]);
        const made = sheet('Shots that are wanted', form([type, rows, el('div', {}, action('Add a shot', async () => {
                rows.append(shotFields());
                number([...rows.children]);
                rows.lastChild.querySelector('input').focus();
        }))], 'Save', async ({ product_type }) => {
                number([...rows.children]);
                const shots = [...rows.children].map((node) => ({ name: valueOf(node, 'name'), hint: valueOf(node, 'hint') || undefined, outline: valueOf(node, 'outline'),
                        optional: inputOf(node, 'optional').checked, internal: inputOf(node, 'internal').checked }));
                const saved = await api('PUT', `/intake/v1/merchants/${merchant_id}/shot-lists`, { product_type, shots });
                made.close();
                await then();
                say(`Version ${saved.version} holds from now on.`, 'good');
        }));
}

export async function shotLists() {
        const merchants = await all('/accounts/v1/merchants'), place = el('div', { class: 'stack' });
        if (!merchants.length) {
                sheet('Shot lists', empty('No merchant yet. An administrator adds the first one under Set-up.'));
                return;
        }
        const select = field('merchant_id', 'Merchant', { options: merchants.map((m) => [m.merchant_id, m.name]) }), input = select.querySelector('select');
        const show = async () => {
                const { items } = await api('GET', `/intake/v1/merchants/${input.value}/shot-lists`), usual = items.find((list) => list.product_type === '*');
                place.replaceChildren(table([
                        ['Product type', typed], ['Version', (list) => list.version || 'The usual one'], ['Shots', (list) => list.shots.map(({ name }) => name).join(', ')],
                        ['Actions', (list) => action('Change', async () => change(input.value, list, show))],
                ], items), el('div', {}, action('Add a product type', async () => change(input.value, { product_type: '', shots: usual.shots }, show))));
        };
        input.addEventListener('change', show);
        sheet('Shot lists', el('p', { class: 'muted' }, 'What is photographed of each piece, and what its offer shows: other photos stay inside. ',
                'A change holds from then on; photos that were taken stay as they are.'), select, place);
        await show();
}
