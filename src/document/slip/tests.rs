//! Slips, against what a test put in.
