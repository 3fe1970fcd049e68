internal import Glibc

/// The error number of a failed system call.
package struct SystemError: Error, Hashable, Sendable {
    package let number: Int32

    package init(number: Int32) { self.number = number }

    /// The error of the call just made on this thread.
    package static var last: SystemError { SystemError(number: errno) }

    /// Whether a call that cannot wait would have had to.
    package var isWouldBlock: Bool { number == EAGAIN || number == EWOULDBLOCK }
}

extension SystemError: CustomStringConvertible {
    /// The system's words for the error, such as `Connection refused`.
    package var description: String {
        var buffer = [CChar](repeating: 0, count: 256)
        // The call writes no more than the buffer's length, and ends the text with a zero.
        guard unsafe strerror_r(number, &buffer, buffer.count) == 0 else { return "error \(number)" }
        return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
