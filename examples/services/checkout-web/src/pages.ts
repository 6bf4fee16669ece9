import { html, type Html } from './html.ts';
import type { Order, TicketEvent } from './neighbours.ts';

export function formatMoney(amount: number): string {
  return `${(amount / 100).toFixed(2)} EUR`;
}

export function renderEvents(events: TicketEvent[]): string {
  const rows = events.map(
    event =>
      html`<li>
        <a href="/checkout/${encodeURIComponent(event.id)}">${event.title}</a>,
        ${event.city}, ${event.date}
      </li>`,
  );
  return renderPage(
    'Tickets',
    html`<ul>
      ${rows}
    </ul>`,
  );
}

export function renderCheckout(event: TicketEvent): string {
  return renderPage(
    event.title,
    html`<p>${event.city}, ${event.date}</p>
      <form method="post" action="/orders">
        <input type="hidden" name="eventId" value="${event.id}" />
        <label
          >Seats <input name="seats" type="number" min="1" max="10" value="2"
        /></label>
        <label
          >Card token <input name="cardToken" value="tok_visa" required
        /></label>
        <button>Pay</button>
      </form>`,
  );
}

export function renderOrder(order: Order): string {
  return renderPage(
    'Thank you',
    html`<p>
      Order ${order.id}: ${order.seats} seats for ${formatMoney(order.amount)}.
    </p>`,
  );
}

export function renderRefusal(reason: string): string {
  return renderPage(
    'That did not work',
    html`<p>${reason}</p>
      <p><a href="/">Back to the tickets</a></p>`,
  );
}

function renderPage(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title}, Nordlicht</title>
        <style>
          body {
            font: 16px/1.6 system-ui;
            max-width: 40rem;
            margin: 3rem auto;
            padding: 0 1rem;
          }
          label {
            display: block;
            margin: 1rem 0;
          }
        </style>
      </head>
      <body>
        <h1>${title}</h1>
        ${content}
      </body>
    </html>`.text;
}
