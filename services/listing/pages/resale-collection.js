// <resale-collection handle="again">: a resale collection in a merchant's own theme. Its type and colours are the page's; see embed.html.
const fields = 'listing_id,handle,title,size,grade,condition,price,compare_at_price,final_sale,product_id,photos';
const conditions = { new: 'New', refurbished: 'Refurbished', damaged: 'Damaged' };
const sheet = new CSSStyleSheet();
sheet.replaceSync([
        ':host{display:block;container-type:inline-size;font:inherit;color:inherit}:host([hidden]){display:none}',
        '.grid{display:grid;grid-template-columns:repeat(var(--resale-columns,2),minmax(0,1fr));gap:var(--resale-gap,24px 16px);margin:0;padding:0;list-style:none}',
        '@container (min-width:600px){.grid{grid-template-columns:repeat(var(--resale-columns,3),minmax(0,1fr))}}',
        '@container (min-width:960px){.grid{grid-template-columns:repeat(var(--resale-columns,4),minmax(0,1fr))}}',
        'li{position:relative;min-width:0}a{color:inherit;text-decoration:none;font-weight:600;overflow-wrap:anywhere}a::after{content:"";position:absolute;inset:0}',
        'li:hover a{text-decoration:underline}a:focus-visible{outline:none}a:focus-visible::after,button:focus-visible{outline:3px solid var(--resale-accent,currentColor);outline-offset:2px}',
        '.frame{aspect-ratio:var(--resale-ratio,4/5);overflow:hidden;margin-bottom:8px;border-radius:var(--resale-radius,6px);background:var(--resale-surface,rgb(128 128 128/.14))}',
        'img{display:block;width:100%;height:100%;object-fit:cover}p{margin:2px 0 0}s{margin-left:.4em;opacity:.8}i{position:absolute;clip-path:inset(50%)}',
        '[hidden]{display:none}button{display:block;margin:24px auto 0;min-height:44px;padding:0 20px;font:inherit;font-weight:600;cursor:pointer;',
        'color:var(--resale-on-accent,inherit);background:var(--resale-accent,none);border:1px solid;border-radius:var(--resale-radius,6px)}',
        '.word{padding:24px 0}',
].join(''));

const make = (name, part, ...inside) => {
        const node = document.createElement(name);
        if (part) node.part = part;
        node.append(...inside.filter((one) => one != null));
        return node;
};

const money = ({ amount, currency }) => {
        const format = new Intl.NumberFormat(document.documentElement.lang || undefined, { style: 'currency', currency });
        return format.format(amount / 10 ** format.resolvedOptions().maximumFractionDigits);
};

class ResaleCollection extends HTMLElement {
        static observedAttributes = ['handle', 'origin', 'limit', 'sort', 'type', 'size', 'grade', 'condition', 'href'];
        #list = make('ul', 'list');
        #status = make('div', 'message');
        #more = make('button', 'more');
        #next = null;
        #run = null;

        constructor() {
                super();
                const root = this.attachShadow({ mode: 'open' });
                root.adoptedStyleSheets = [sheet];
                this.#list.className = 'grid';
                this.#status.setAttribute('role', 'status');
                this.#more.type = 'button';
                this.#more.hidden = true;
                this.#more.addEventListener('click', () => this.#load(true));
                root.append(this.#list, this.#status, this.#more);
        }

        connectedCallback() { this.#load(false); }
        disconnectedCallback() { this.#run?.abort(); }
        attributeChangedCallback(name, before, now) { if (this.isConnected && before !== now) this.#load(false); }

        get #base() { return `${this.getAttribute('origin') || new URL(import.meta.url).origin}/listing/v1/collections/${encodeURIComponent(this.getAttribute('handle') || '')}`; }

        #address(more) {
                const url = new URL(`${this.#base}/listings`);
                url.searchParams.set('fields', fields);
                url.searchParams.set('limit', this.getAttribute('limit') || 12);
                for (const name of ['sort', 'type', 'size', 'grade', 'condition']) if (this.getAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
                if (more && this.#next) url.searchParams.set('cursor', this.#next);
                return url;
        }

        async #load(more) {
                this.#run?.abort();
                const run = this.#run = new AbortController();
                this.setAttribute('aria-busy', 'true');
                if (!more) this.#list.replaceChildren(...Array.from({ length: 4 }, () => make('li', 'card', this.#frame())));
                try {
                        const answer = await fetch(this.#address(more), { signal: run.signal, credentials: 'omit' });
                        if (more && answer.status === 410) return this.#load(false);   /* too long ago: it begins anew */
                        if (!answer.ok) throw new Error(answer.status);
                        const { items, next } = await answer.json();
                        this.#show(items, next, more);
                } catch {
                        if (!run.signal.aborted) this.#fail(more);
                }
                if (!run.signal.aborted) this.removeAttribute('aria-busy');
        }

        #show(items, next, more) {
                const cards = items.map((item) => this.#card(item));
                this.#next = next;
                this.#more.textContent = 'Show more';
                this.#more.hidden = !next;
                if (more) this.#list.append(...cards);
                else this.#list.replaceChildren(...cards);
                this.#say(this.#list.children.length ? null : 'empty', 'Nothing is here right now. Look in again soon.');
                if (more) cards[0]?.querySelector('a').focus();
        }

        #fail(more) {
                if (!more) this.#list.replaceChildren();
                this.#more.textContent = 'Try again';
                this.#more.hidden = false;
                this.#say('error', 'The collection cannot be shown at the moment.');
        }

        #say(slot, words) {
                const own = slot && make('slot', null, words);
                if (own) own.name = slot;
                this.#status.className = slot ? 'word' : '';
                this.#status.replaceChildren(...(own ? [own] : []));
        }

        #frame(photo, title) {
                const frame = make('div', 'frame');
                frame.className = 'frame';
                if (!photo) return frame;
                const path = `${this.#base}/photos/${photo.photo_id}`;
                frame.append(Object.assign(make('img', 'image'), { loading: 'lazy', decoding: 'async', sizes: '(min-width: 960px) 25vw, 50vw',
                        srcset: `${path}/320 320w, ${path}/640 640w`, src: `${path}/640`, width: photo.width, height: photo.height, alt: photo.alt || title }));
                return frame;
        }

        #card(item) {
                const link = make('a', 'title', item.title), was = item.compare_at_price, to = this.getAttribute('href') || `${this.#base.replace('listing/v1/collections', 'shop')}/p/{handle}`;
                link.href = to.replace(/\{(handle|listing_id|product_id)\}/g, (_, name) => encodeURIComponent(item[name] ?? ''));
                const facts = [item.size && `Size ${item.size}`, conditions[item.condition] || 'Pre-owned', item.grade && `grade ${item.grade}`].filter(Boolean).join(' · ');
                return make('li', 'card', this.#frame(item.photos?.[0], item.title), link, make('p', 'facts', facts),
                        make('p', 'price', money(item.price), was ? make('s', 'compare', make('i', null, 'New: '), money(was)) : null),
                        item.final_sale ? make('p', 'final-sale', 'Final sale') : null);
        }
}

if (!customElements.get('resale-collection')) customElements.define('resale-collection', ResaleCollection);
