// What waits, place by place.
import { all, api, attempt, el, icon, page, places, time } from './kit/kit.js';

const waiting = {
        receive: { path: '/intake/v1/shipments', one: 'shipment expected', many: 'shipments expected', since: (item) => item.announced_at },
        bench: { path: '/grading/v1/queue', one: 'unit at the bench', many: 'units at the bench', since: (item) => item.since },
        orders: { path: '/fulfillment/v1/picks', one: 'unit to ship', many: 'units to ship', since: (item) => item.paid_at },
};
const about = {
        floor: 'What needs a decision, what waits and for how long, holds.',
        work: 'Work orders, their steps, parts, and the board.',
        listings: 'Collections, their return policies, and what is offered.',
        earnings: 'What pieces should earn, why, and whether that came true.',
        routing: 'Where a merchant’s returns go, and why.',
        setup: 'Merchants, facilities, staff, API keys.',
};

function card({ name, text, href }) {
        const count = el('strong', {}, waiting[name] ? '…' : ''), words = el('p', {}, about[name] || '');
        const node = el('li', {}, el('a', { href }, icon(name), el('h2', {}, text), waiting[name] && count, words));
        const fill = async ({ path, one, many, since }) => {
                const { items, next } = await api('GET', `${path}?limit=200`);
                count.textContent = next ? '200+' : items.length;
                words.replaceChildren(items.length === 1 ? one : many, ...(items.length ? [', the oldest ', time(since(items[0]))] : []));
        };
        if (waiting[name]) attempt(() => fill(waiting[name]), (problem) => { count.textContent = '?'; words.textContent = problem.message; });
        return node;
}

async function firstSteps() {
        const [merchants, facilities] = await Promise.all([all('/accounts/v1/merchants', 1), all('/accounts/v1/facilities', 1)]);
        return (!merchants.length || !facilities.length) && el('div', { class: 'note' }, el('p', {},
                'Begin under Set-up: a facility, where units are received, and a merchant, whose goods they are.'),
                el('a', { class: 'button quiet', href: '/accounts/set-up.html' }, 'Set up'));
}

await page({ place: 'start', title: 'Start', lead: 'What waits, place by place.' }, async ({ may, main }) => {
        const mine = places.filter(({ name, roles }) => name !== 'start' && may(...roles));
        main.append(el('ul', { class: 'cards' }, mine.map(card)), el('p', { class: 'muted' }, 'At a station: ', el('a', { href: '/scan-check' }, 'check your scanner'), ' or ',
                el('a', { href: '/command-cards' }, 'print the command cards'), '.'));
        const steps = may() && await firstSteps();
        if (steps) main.querySelector('.head').after(steps);
});
