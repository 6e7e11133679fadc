// The frame of every page: the places a person works at, who is signed in, and the part that the page fills.
import { all, api, Problem } from './api.js';
import { el, icon } from './dom.js';
import { whoIs } from './kept.js';
import { begin, currentStation } from './person.js';
import { photoCounter, resumePhotos } from './photos.js';
import { attempt, failed, say } from './say.js';
import { counter, standBy } from './unsent.js';
import { whoIsHere } from './who.js';

export const places = [
        { name: 'start', text: 'Start', href: '/accounts/', roles: 'any' },
        { name: 'floor', text: 'Floor', href: '/intake/floor.html', roles: ['supervisor'] },
        { name: 'receive', text: 'Receive', href: '/intake/', roles: ['receiver', 'supervisor'] },
        { name: 'bench', text: 'Bench', href: '/grading/', roles: ['grader', 'technician', 'supervisor'] },
        { name: 'work', text: 'Work', href: '/grading/work.html', roles: ['technician', 'supervisor'] },
        { name: 'listings', text: 'Listings', href: '/listing/', roles: ['lister', 'supervisor'] },
        { name: 'earnings', text: 'Earnings', href: '/grading/earnings.html', roles: ['supervisor'] },
        { name: 'orders', text: 'Orders', href: '/fulfillment/', roles: ['fulfilment', 'supervisor'] },
        { name: 'routing', text: 'Routing', href: '/routing/', roles: ['supervisor'] },
        { name: 'setup', text: 'Set-up', href: '/accounts/set-up.html', roles: [] },
];

/** An administrator may do everything. */
const mayOf = (me) => (...roles) => me.roles.includes('administrator') || roles.some((role) => me.roles.includes(role));
export const placesOf = (may) => places.filter(({ roles }) => roles === 'any' || may(...roles));

function frame({ place, title, lead }, me, may) {
        const main = el('main', { id: 'main', tabindex: -1, 'aria-busy': 'true' }), tools = el('div', { class: 'row' }), context = el('div', { class: 'context' });
        const link = (one) => el('li', { class: one.name === 'start' ? 'home' : undefined },
                el('a', { href: one.href, 'aria-current': one.name === place ? 'page' : undefined }, icon(one.name), el('span', {}, one.text)));
        const rail = el('ul', {}, placesOf(may).map(link));
        document.addEventListener('person-changed', ({ detail }) => {
                rail.replaceChildren(...placesOf(may).map(link));
                const here = places.find(({ name }) => name === place);
                if (detail.to && here && !placesOf(may).includes(here)) say(`${detail.to.name} does not work at ${here.text}. What is open here stays for who began it.`, 'attention');
        });
        main.append(el('div', { class: 'head' }, el('div', {}, el('h1', {}, title), lead && el('p', { class: 'muted' }, lead)), tools));
        document.title = `${title} · Resale Partner`;
        document.body.className = 'app';
        document.body.replaceChildren(
                el('a', { class: 'skip', href: '#main' }, 'Skip to the content'),
                el('header', { class: 'top' }, el('a', { class: 'brand', href: '/accounts/' }, 'Resale Partner'), context, photoCounter(), counter(), whoIsHere(me, may)),
                el('nav', { class: 'rail', 'aria-label': 'Places' }, el('a', { class: 'brand', href: '/accounts/' }, 'Resale Partner'), rail),
                main, el('div', { class: 'toast', id: 'said', role: 'status', 'aria-live': 'polite' }));
        rail.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });   /* a phone shows six or seven */
        return { main, tools, context };
}

/** about: place, title, lead, offline (it opens while the server is away). build({ me, may, main, tools, context }) fills the page; what it cannot load is said, with a way to try again. */
export async function page(about, build) {
        let main = document.body;
        try {
                const me = begin(await whoIs()), may = mayOf(me), parts = frame(about, me, may);
                main = parts.main;
                standBy(me, about);
                resumePhotos(me);
                await build({ me, may, ...parts });
        } catch (error) {
                if (!(error instanceof Problem)) throw error;
                if (error.status !== 401) main.append(el('div', { class: 'gate' }, failed(error, () => location.reload())));
        } finally {
                main.removeAttribute('aria-busy');
        }
}

/** A chooser in the top bar; the choice stays in the address and on this device. */
export function chooser(context, label, name, items, onchange) {
        const stands = name === 'facility' && currentStation()?.facility_id;   /* a station stays where it is */
        const asked = new URLSearchParams(location.search).get(name) || stands || localStorage.getItem(name), chosen = items.find((item) => item.id === asked) || items[0];
        const select = el('select', { id: `choose-${name}`, onchange: () => {
                localStorage.setItem(name, select.value);
                history.replaceState(null, '', `?${name}=${select.value}`);
                onchange?.(items.find((item) => item.id === select.value).of);
        } }, items.map((item) => el('option', { value: item.id }, item.text)));
        if (chosen) select.value = chosen.id;
        context.replaceChildren(el('label', { for: select.id }, label, select));
        return { select, of: chosen?.of };
}

/** Shows one merchant at a time; without any it says what to do first. */
export async function forMerchant({ context, main }, show) {
        const merchants = await all('/accounts/v1/merchants');
        if (!merchants.length) {
                main.append(el('p', { class: 'empty' }, 'No merchant yet. An administrator adds the first one under ', el('a', { href: '/accounts/set-up.html' }, 'Set-up'), '.'));
                return;
        }
        const items = merchants.map((merchant) => ({ id: merchant.merchant_id, text: merchant.name, of: merchant }));
        await show(chooser(context, 'Merchant', 'merchant', items, (merchant) => attempt(() => show(merchant))).of);
}
