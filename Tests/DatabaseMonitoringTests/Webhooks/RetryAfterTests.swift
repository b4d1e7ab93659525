import Foundation
import Testing

@testable import DatabaseMonitoring

@Suite struct RetryAfterTests {
    /// 1994-11-06 08:49:37 UTC, the example of RFC 9110.
    private let now = Date(timeIntervalSince1970: 784_111_777)

    @Test(arguments: [
        ("0", 0), ("30", 30), (" 120 ", 120), ("Sun, 06 Nov 1994 08:50:37 GMT", 60),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
        ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
    ]) func isReadAsSecondsOrAsADate(field: String, seconds: Int) {
        #expect(RetryAfter.wait(field, now: now) == .seconds(seconds))
    }

    @Test(arguments: [
        "", "-5", "soon", "1.5", "99999999999999999999", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994",
    ])
    func nonsenseIsNothing(field: String) {
        #expect(RetryAfter.wait(field, now: now) == nil)
    }
}
