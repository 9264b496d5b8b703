// SPDX-License-Identifier: MIT OR Apache-2.0
//! A macro that asks something of libc while it is expanded: threads, files, the environment.
use proc_macro::TokenStream;

#[proc_macro]
pub fn answer(_: TokenStream) -> TokenStream {
    let manifest = format!("{}/Cargo.toml", std::env::var("CARGO_MANIFEST_DIR").unwrap());
    let read = std::thread::spawn(move || std::fs::read_to_string(manifest).unwrap());
    assert!(read.join().unwrap().contains("hello"));
    let exact = f64::sqrt(std::env::args().count() as f64).sin().is_finite();
    if exact { "42".parse().unwrap() } else { "0".parse().unwrap() }
}
