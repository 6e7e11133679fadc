// Forms: a label for every field, and what is wrong with it beside it.
import { Problem } from './api.js';
import { el } from './dom.js';

let count = 0;

function wrap(input, label, hint, required) {
        const id = input.id || `field-${++count}`;
        input.id = id;
        input.setAttribute('aria-describedby', [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(' '));
        return el('div', { class: 'field' }, el('label', { for: id }, label, !required && el('span', { class: 'muted' }, ' optional')),
                hint && el('span', { class: 'hint', id: `${id}-hint` }, hint), input, el('span', { class: 'error', id: `${id}-error` }));
}

/** options: texts, or [value, text]. as: 'number' or 'list' (separated by commas), else text. The rest are attributes of the input. */
export function field(name, label, { options, hint, as, required = true, area, ...rest } = {}) {
        const about = { name, required, 'data-as': as, autocomplete: 'off', ...rest };
        if (options) {
                const select = el('select', { ...about, value: undefined }, options.map((option) => el('option', { value: [option].flat()[0] }, [option].flat().at(-1))));
                if (rest.value !== undefined) select.value = rest.value;
                return wrap(select, label, hint, true);
        }
        if (as === 'number') Object.assign(about, { inputmode: 'numeric', pattern: '[0-9]+' });
        return wrap(el(area ? 'textarea' : 'input', about), label, hint, required);
}

export const check = (name, text, checked = false) => el('label', { class: 'check' }, el('input', { type: 'checkbox', name, checked }), text);

/** Several of many: options are texts or [value, text]. */
export function checks(name, legend, options, chosen = []) {
        const id = `field-${++count}`;
        return el('fieldset', { 'aria-describedby': `${id}-error`, class: 'field' }, el('legend', {}, legend), el('div', { class: 'checks' }, options.map((option) => {
                const [value, text] = [option].flat().length > 1 ? option : [option, option];
                return el('label', { class: 'check' }, el('input', { type: 'checkbox', name, value, 'data-as': 'many', checked: chosen.includes(value) }), text);
        })), el('span', { class: 'error', id: `${id}-error` }));
}

/** One of few, as large choices. */
export function choice(name, legend, options, { chosen, required = true } = {}) {
        return el('fieldset', { class: 'field' }, el('legend', {}, legend), el('div', { class: 'answers' }, options.map(([value, text]) =>
                el('label', {}, el('input', { type: 'radio', name, value, required, checked: value === chosen }), el('span', {}, text)))), el('span', { class: 'error' }));
}

function valueOf(input) {
        const text = input.value.trim();
        if (input.dataset.as === 'number') return Number(text);
        if (input.dataset.as === 'list') return text.split(',').map((one) => one.trim()).filter(Boolean);
        return text;
}

/** What was filled in, by name; empty fields are left out. */
export function values(form) {
        const result = {};
        for (const input of form.elements) {
                if (!input.name) continue;
                if (input.dataset.as === 'many') (result[input.name] ??= []).push(...(input.checked ? [input.value] : []));
                else if (input.type === 'checkbox') result[input.name] = input.checked;
                else if (input.type === 'radio') { if (input.checked) result[input.name] = input.value; }
                else if (input.value.trim()) result[input.name] = valueOf(input);
        }
        return result;
}

const errorOf = (input) => input.closest('.field')?.querySelector('.error');

/** Say beside a field what is wrong with it; false when the form has no such field. */
function tellField(form, name, message) {
        const input = [...form.elements].find((one) => one.name === name) || [...form.elements].find((one) => one.name && name.split(/[.[]/).includes(one.name));
        const place = input && errorOf(input);
        if (!place) return false;
        place.textContent = message;
        input.setAttribute('aria-invalid', 'true');
        input.focus();
        return true;
}

function clear(form) {
        form.querySelectorAll('.error').forEach((node) => { node.textContent = ''; });
        form.querySelectorAll('[aria-invalid]').forEach((node) => node.removeAttribute('aria-invalid'));
}

/** The server's words for a field, without the name that the code gives it. */
function sentence(problem) {
        const text = problem.field && problem.message.startsWith(`${problem.field} `) ? problem.message.slice(problem.field.length + 1) : problem.message;
        return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The first field that the browser finds wrong; told beside it. */
function complain(form) {
        const wrong = [...form.elements].filter((input) => input.willValidate && !input.validity.valid).reverse();
        wrong.forEach((input) => tellField(form, input.name, input.validity.valueMissing ? 'Fill this in.' : input.title || input.validationMessage));
        return wrong.length > 0;
}

/** parts: fields and other nodes; send(values, form) does the work. A problem is told beside its field, else above the button. */
export function form(parts, submit, send, { kind = '', row = false } = {}) {
        const general = el('p', { class: 'error', role: 'alert' }), button = el('button', { class: kind || undefined }, submit);
        const node = el('form', { novalidate: true, class: row ? 'row end' : undefined }, parts, row ? button : [general, el('div', {}, button)], row && general);
        node.addEventListener('submit', async (event) => {
                event.preventDefault();
                clear(node);
                if (complain(node)) return;
                button.disabled = true;
                try {
                        await send(values(node), node);
                } catch (error) {
                        if (!(error instanceof Problem)) throw error;
                        if (!error.field || !tellField(node, error.field, sentence(error))) general.textContent = error.message;
                } finally {
                        button.disabled = false;
                }
        });
        return node;
}
