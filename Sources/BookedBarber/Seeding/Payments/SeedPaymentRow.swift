/// A payment with its numbers.
struct SeedPaymentRow: Sendable {
    let id: Payment.ID
    let appointmentID: Appointment.ID
    let booking: SeedBooking
    let payment: SeedPayment

    /// The payments of bookings, numbered in the order in which they were made.
    static func rows(
        _ bookings: [SeedBooking], appointmentsFrom firstAppointment: Int64, paymentsFrom firstPayment: Int64
    ) -> [SeedPaymentRow] {
        let places = bookings.indices.filter { bookings[$0].payment != nil }.sorted { left, right in
            (bookings[left].payment?.createdAt ?? 0, left) < (bookings[right].payment?.createdAt ?? 0, right)
        }
        return places.enumerated().compactMap { number, place in
            bookings[place].payment.map { payment in
                SeedPaymentRow(
                    id: Payment.ID(firstPayment + Int64(number), in: .utc(payment.createdAt)),
                    appointmentID: bookings[place].id(firstAppointment + Int64(place)), booking: bookings[place],
                    payment: payment)
            }
        }
    }

    /// In Stripe's form: "pi_" and 24 letters and digits. No two payments share one.
    var intentID: String {
        "pi_" + Self.digits(of: UInt64(id.rawValue), 11) + Self.digits(of: ~UInt64(id.rawValue), 13)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    /// Different for different numbers: 62^11 is more than 2^64.
    private static func digits(of number: UInt64, _ count: Int) -> String {
        var rest = SplitMix64.mixed(number)
        let digits = (0..<count).map { _ in
            defer { rest /= 62 }
            return alphabet[Int(rest % 62)]
        }
        return String(decoding: digits, as: UTF8.self)
    }
}

extension SeedBooking {
    func id(_ number: Int64) -> Appointment.ID { Appointment.ID(number, in: .utc(startsAt)) }
}

extension Month {
    /// The month of an instant, as seconds since 1970.
    fileprivate static func utc(_ instant: Int) -> Month {
        let date = DayNumber.utc(instant).civil
        return Month(year: date.year, month: date.month)
    }
}
