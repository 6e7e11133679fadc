import { api, field, forget, form, Problem } from './kit/kit.js';

const next = new URLSearchParams(location.search).get('next');
/* Only a page of this origin. */
const target = next && /^\/(?![\/\\])/.test(next) ? next : '/accounts/';

forget();   /* what somebody saw here is not the next person's */
document.getElementById('form').replaceWith(form([
        field('email', 'Email', { type: 'email', autocomplete: 'username' }),
        field('password', 'Password', { type: 'password', autocomplete: 'current-password' }),
], 'Sign in', async ({ email, password }) => {
        try {
                await api('POST', '/accounts/v1/sign-in', { email, password }, { signIn: false });
        } catch (error) {
                throw error.status === 429 ? new Problem(429, { title: 'Too many attempts. Wait a minute, then try again.' }) : error;
        }
        location.assign(target);
}));
document.querySelector('input').focus();
