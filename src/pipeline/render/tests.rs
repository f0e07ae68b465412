//! Pages of hostile and of plain catalogs, looked at as a browser does.
