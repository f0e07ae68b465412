//! Search: one ranking for the terminal, the server and the browser.
