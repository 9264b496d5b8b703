// SPDX-License-Identifier: MIT OR Apache-2.0
fn main() {
    println!("{} on {}, built with libc {}", answer::answer!(), std::env::consts::ARCH, env!("LIBC"));
    assert_eq!(env!("PERL"), "42");
}
