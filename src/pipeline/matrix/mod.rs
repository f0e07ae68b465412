//! Matrix: who covers what, by written rules, with the sentence behind every mark.
