// SPDX-License-Identifier: MIT OR Apache-2.0
//! Greets from an LM3S6965 through the debugger and stops. What it prints is formatted by `core::fmt`, so that a
//! greeting on the screen shows that `core` was built for this processor, linked, and works.
#![no_std]
#![no_main]

mod semihosting;

use core::fmt::Write;
use core::panic::PanicInfo;
use core::ptr;

extern "C" {
    // Addresses that layout.ld defines; what lies there is not to be read as a value.
    static stack_top: u32;
    static data_load: u32;
    static mut data_start: u32;
    static mut data_end: u32;
    static mut bss_start: u32;
    static mut bss_end: u32;
}

#[repr(C)]
union Vector {
    stack: *const u32,
    handler: unsafe extern "C" fn() -> !,
    reserved: usize,
}

// SAFETY: the table is never written, and what it points to is code and the end of RAM.
unsafe impl Sync for Vector {}

/// The initial stack pointer and the fifteen system vectors of ARMv7-M (B1.5.2). No interrupt is ever enabled.
#[link_section = ".vectors"]
#[used]
#[allow(unused_unsafe)] // compilers before 1.80 ask for it around the address of an extern static
static VECTORS: [Vector; 16] = [
    Vector {
        stack: unsafe { ptr::addr_of!(stack_top) },
    },
    Vector { handler: reset },
    Vector { handler: fault }, // non-maskable interrupt
    Vector { handler: fault }, // hard fault
    Vector { handler: fault }, // memory management
    Vector { handler: fault }, // bus fault
    Vector { handler: fault }, // usage fault
    Vector { reserved: 0 },
    Vector { reserved: 0 },
    Vector { reserved: 0 },
    Vector { reserved: 0 },
    Vector { handler: fault }, // supervisor call
    Vector { handler: fault }, // debug monitor
    Vector { reserved: 0 },
    Vector { handler: fault }, // pendable service call
    Vector { handler: fault }, // system tick
];

/// Where the processor starts: fills RAM as the linker laid it out, then runs the program.
///
/// # Safety
/// To be entered once, by the processor, with the stack pointer of the vector table.
#[no_mangle]
pub unsafe extern "C" fn reset() -> ! {
    // Volatile, or the loops become calls of memcpy and memset over memory that Rust knows nothing of.
    let mut from = ptr::addr_of!(data_load);
    let mut to = ptr::addr_of_mut!(data_start);
    while to < ptr::addr_of_mut!(data_end) {
        to.write_volatile(from.read_volatile());
        from = from.add(1);
        to = to.add(1);
    }
    let mut to = ptr::addr_of_mut!(bss_start);
    while to < ptr::addr_of_mut!(bss_end) {
        to.write_volatile(0);
        to = to.add(1);
    }
    main();
    semihosting::exit(0)
}

unsafe extern "C" fn fault() -> ! {
    let _ = writeln!(semihosting::Console, "the processor took a fault");
    semihosting::exit(2)
}

fn main() {
    let mut console = semihosting::Console;
    let target = "thumbv7m-none-eabi";
    let _ = writeln!(console, "Hello from {target}!");
    let _ = write!(console, "The primes below 60:");
    let mut count = 0;
    for prime in (2u32..60).filter(|n| (2..*n).all(|d| n % d != 0)) {
        let _ = write!(console, " {prime}");
        count += 1;
    }
    let _ = writeln!(console, "; that is {count}.");
    let _ = writeln!(
        console,
        "CRC-32 of \"{target}\": {:#010x}",
        crc32(target.as_bytes())
    );
}

/// CRC-32 as in IEEE 802.3, bit by bit.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |c, _| {
            if c & 1 == 1 {
                (c >> 1) ^ 0xedb8_8320
            } else {
                c >> 1
            }
        })
    })
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    let _ = writeln!(semihosting::Console, "\n{info}");
    semihosting::exit(101)
}
