// SPDX-License-Identifier: MIT OR Apache-2.0
//! Asks the debugger (or QEMU) to do things for us: "Semihosting for AArch32 and AArch64", Arm document 100863.
use core::arch::asm;
use core::fmt;

const SYS_WRITE0: usize = 0x04;
const SYS_EXIT_EXTENDED: usize = 0x20;
const ADP_STOPPED_APPLICATION_EXIT: usize = 0x2_0026;

/// # Safety
/// `argument` must be what the operation takes; for most that is the address of a block of words.
unsafe fn call(operation: usize, argument: usize) -> usize {
    let result;
    asm!("bkpt 0xab", inout("r0") operation => result, in("r1") argument, options(nostack));
    result
}

/// Ends the program; QEMU ends with `status`.
pub fn exit(status: usize) -> ! {
    let block = [ADP_STOPPED_APPLICATION_EXIT, status];
    loop {
        // SAFETY: the block is the pair of words that the operation takes. It does not come back.
        unsafe { call(SYS_EXIT_EXTENDED, block.as_ptr() as usize) };
    }
}

/// The debugger's console.
pub struct Console;

impl fmt::Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // SYS_WRITE0 wants a zero at the end, which a str has not.
        let mut line = [0u8; 65];
        for part in text.as_bytes().chunks(line.len() - 1) {
            line[..part.len()].copy_from_slice(part);
            line[part.len()] = 0;
            // SAFETY: the argument is the address of bytes that end in a zero.
            unsafe { call(SYS_WRITE0, line.as_ptr() as usize) };
        }
        Ok(())
    }
}
