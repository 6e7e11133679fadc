// How things are shown: the same everywhere.
import { el } from './dom.js';

const language = 'en';

/** Words for a name of the API: wrong_item is "Wrong item". */
const own = { pending: 'Expected', fulfilment: 'Fulfilment', back_to_merchant: 'Back to the merchant', resell: 'Resell', missing: 'Missing' };
export function words(name) {
        const text = own[name] || (name || '').replaceAll('_', ' ');
        return text.charAt(0).toUpperCase() + text.slice(1);
}

const kinds = {
        good: ['live', 'listed', 'delivered', 'received', 'done', 'sold', 'active', 'shipped', 'chosen', 'graded'],
        attention: ['quarantined', 'refurbishing', 'unexpected', 'misrouted', 'extra', 'returning', 'draft', 'preview', 'paused', 'wrong_item', 'short', 'disabled'],
        stop: ['damaged_in_transit', 'failed', 'revoked', 'cancelled', 'missing', 'destroyed', 'refused'],
};
export const state = (name, text = words(name)) => name && el('span', { class: `state ${Object.keys(kinds).find((kind) => kinds[kind].includes(name)) || ''}` }, text);

const format = (currency) => new Intl.NumberFormat(language, { style: 'currency', currency });
const digits = (currency) => format(currency).resolvedOptions().maximumFractionDigits;

/** { amount: 12900, currency: 'USD' } is $129.00. */
export const money = (value) => value ? format(value.currency).format(value.amount / 10 ** digits(value.currency)).replace('-', '\u2212') : '';

/** What a person typed ("12.5") in minor units; undefined when it is no amount. */
export function minor(text, currency) {
        const places = digits(currency), match = /^(\d+)(?:\.(\d+))?$/.exec(text);
        if (!match || (match[2] || '').length > places) return undefined;
        return Number(match[1] + (match[2] || '').padEnd(places, '0'));
}

const steps = [[60, 'second'], [60, 'minute'], [24, 'hour'], [7, 'day'], [4.35, 'week'], [12, 'month'], [Infinity, 'year']];
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });

function ago(iso) {
        let span = (new Date(iso) - Date.now()) / 1000;
        if (Math.abs(span) < 45) return 'just now';
        for (const [size, unit] of steps) {
                if (Math.abs(Math.round(span)) < size) return relative.format(Math.round(span), unit);
                span /= size;
        }
        return '';
}

/** A time as a distance; the moment itself on hover. */
export const time = (iso) => iso ? el('time', { datetime: iso, title: new Date(iso).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'long' }) }, ago(iso)) : '';
setInterval(() => document.querySelectorAll('time[datetime]').forEach((node) => { node.textContent = ago(node.dateTime); }), 30000);

/** A time of day: 2:02 PM. */
export const clock = (at) => new Date(at).toLocaleTimeString(language, { timeStyle: 'short' });

/** A licence plate, grouped as it is printed. */
export const printed = (lpn) => lpn && lpn.replace(/^([0-9A-Z]{2})([0-9A-Z]{4})([0-9A-Z]{6})([0-9A-Z])$/, '$1-$2-$3-$4');
export const plate = (lpn) => lpn && el('span', { class: 'plate' }, printed(lpn));

export const grade = (letter) => letter && el('span', { class: 'grade' }, letter);

/** Pairs of a name and what it is; those without a value are left out. */
export const facts = (...pairs) => el('dl', {}, pairs.filter(([, value]) => value).map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
