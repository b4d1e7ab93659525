import Foundation

/// How many characters fit into a terminal.
struct TerminalSize: Sendable, Equatable {
    var columns: Int
    var rows: Int
}

/// The terminal that this process reads from and writes to, as the system knows it: all that differs between systems is
/// in this file.
enum TerminalDevice {
    /// How it was set before something changed that.
    struct Settings: Sendable {
        fileprivate var value: termios
    }

    /// Whether a person sees what is printed, presses keys, and has a terminal that can move its cursor.
    static var isInteractive: Bool {
        let type = ProcessInfo.processInfo.environment["TERM"] ?? ""
        return isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 && !type.isEmpty && type != "dumb"
    }

    /// - Returns: nil for what is no terminal, or one that doesn't say.
    static func size(of descriptor: Int32 = STDOUT_FILENO) -> TerminalSize? {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return TerminalSize(columns: Int(size.ws_col), rows: Int(size.ws_row))
    }

    /// Every key arrives at once, is not shown, and does nothing by itself: not even Ctrl-C.
    ///
    /// - Returns: how it was set before; nil when it can't be changed.
    static func makeRaw() -> Settings? {
        var settings = termios()
        guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
        let before = Settings(value: settings)
        cfmakeraw(&settings)
        return tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings) == 0 ? before : nil
    }

    /// Keys that were pressed and not read are forgotten.
    static func restore(_ settings: Settings) {
        var value = settings.value
        while tcsetattr(STDIN_FILENO, TCSAFLUSH, &value) != 0, errno == EINTR {}
    }

    /// Stops this process until its shell continues it, as Ctrl-Z does. Nothing happens where no shell could.
    static func suspend() {
        let parent = getppid()
        guard getsid(parent) == getsid(0), getpgid(parent) != getpgrp() else { return }
        // Not SIGTSTP: threads may have that blocked, and would go on for a while.
        raise(SIGSTOP)
    }
}
