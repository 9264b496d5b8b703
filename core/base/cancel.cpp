// SPDX-License-Identifier: MIT OR Apache-2.0
#include "base/cancel.h"

namespace crossyard {

CancelToken::CancelToken() : m_flag(std::make_shared<std::atomic<bool>>(false)) {}

Result<void> CancelToken::check() const
{
    if (cancelled())
        return fail(ErrorCode::Cancelled, "cancelled");
    return {};
}

} // namespace crossyard
