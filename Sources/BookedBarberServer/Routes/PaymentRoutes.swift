import BookedBarber
import HTTPTypes

/// Paying for an appointment, and getting money back.
enum PaymentRoutes {
    static let all = [intent, payment, paymentOfAppointment, refund, refunds]

    static let id = PathParameter<Payment.ID>("payment", "A payment.")

    static let intent = Route.on(
        .post, "/v1/appointments/{appointment}/payment",
        Operation("createPayment", "Begin to pay for an appointment", tag: .payments) { operation in
            operation.parameters = ParameterDescription.path(Parameters.appointment)
            operation.success = .created
            operation.isIdempotent = true
            operation.problems = [.transitionNotAllowed, .invalidValue]
            operation.details = """
                Makes the payment intent, or answers with the one there is. The payment is pending until Stripe's \
                webhook says that it was captured.
                """
        }
    ) { call in
        let payment = try await call.backend.payments.intent(
            for: call.value(Parameters.appointment), by: call.caller, at: call.now, in: call.writing)
        return Reply(PaymentBody(payment, for: try call.caller))
    }

    static let payment = Route.on(
        .get, "/v1/payments/{payment}",
        Operation("getPayment", "One payment", tag: .payments) { operation in
            operation.parameters = ParameterDescription.path(id)
            operation.isVersioned = true
        }
    ) { call in
        Reply(PaymentBody(try await find(call), for: try call.caller))
    }

    static let paymentOfAppointment = Route.on(
        .get, "/v1/appointments/{appointment}/payment",
        Operation("getPaymentOfAppointment", "The payment of an appointment", tag: .payments) { operation in
            operation.parameters = ParameterDescription.path(Parameters.appointment)
            operation.isVersioned = true
        }
    ) { call in
        let appointment = try call.value(Parameters.appointment)
        guard let payment = try await call.backend.payments.find(appointment: appointment, for: call.caller) else {
            throw Problem.notFound
        }
        return Reply(PaymentBody(payment, for: try call.caller))
    }

    static let refund = Route.on(
        .post, "/v1/payments/{payment}/refunds", taking: NewRefundBody.self,
        Operation("refundPayment", "Give money back, all of it or a part (manager, owner)", tag: .payments) {
            operation in
            operation.parameters = ParameterDescription.path(id)
            operation.success = .created
            operation.isIdempotent = true
            operation.problems = [.forbidden, .paymentConflict]
        }
    ) { call, body in
        let (payment, refund) = try await call.backend.payments.refund(
            call.value(id), amountMinor: body.amount.map(Int64.init), reason: body.reason ?? "", by: call.caller,
            at: call.now, in: call.writing)
        return Reply(
            RefundedBody(
                refund: RefundBody(refund, showsShares: true), payment: PaymentBody(payment, for: try call.caller)))
    }

    static let refunds = Route.on(
        .get, "/v1/payments/{payment}/refunds",
        Operation("listRefunds", "What was given back of a payment", tag: .payments) { operation in
            operation.parameters = ParameterDescription.path(id)
        }
    ) { call in
        let payment = try await find(call)
        let caller = try call.caller
        let refunds = try await call.backend.payments.refunds(of: payment.id, for: caller)
        let showsShares = caller.id != payment.clientID
        return Reply(ListBody(items: refunds.map { RefundBody($0, showsShares: showsShares) }))
    }

    private static func find(_ call: Call) async throws -> Payment {
        guard let payment = try await call.backend.payments.find(call.value(id), for: call.caller) else {
            throw Problem.notFound
        }
        return payment
    }
}
