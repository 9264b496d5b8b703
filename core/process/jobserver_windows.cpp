// SPDX-License-Identifier: MIT OR Apache-2.0
// A named semaphore.
#include "process/jobserver.h"

#include "base/files.h"

#include <QRandomGenerator>

#include <algorithm>
#include <format>
#include <utility>
#include <windows.h>

namespace crossyard::process {

Result<Jobserver> Jobserver::create(int jobs)
{
    Jobserver server;
    server.m_name = std::format("crossyard-{:016x}", QRandomGenerator::global()->generate64());
    const HANDLE handle = ::CreateSemaphoreA(nullptr, std::max(0, jobs - 1), 4096, server.m_name.c_str());
    if (!handle)
        return fail(ioError("make", "a semaphore", {static_cast<int>(::GetLastError()), std::system_category()}));
    server.m_handle = reinterpret_cast<std::intptr_t>(handle);
    return server;
}

Jobserver::Jobserver(Jobserver &&other) noexcept
    : m_handle(std::exchange(other.m_handle, 0)), m_name(std::move(other.m_name))
{
}

Jobserver &Jobserver::operator=(Jobserver &&other) noexcept
{
    std::swap(m_handle, other.m_handle);
    std::swap(m_name, other.m_name);
    return *this;
}

Jobserver::~Jobserver()
{
    if (m_handle)
        ::CloseHandle(reinterpret_cast<HANDLE>(m_handle));
}

std::string Jobserver::makeflags() const
{
    return "-j --jobserver-auth=" + m_name;
}

bool Jobserver::tryTake()
{
    return ::WaitForSingleObject(reinterpret_cast<HANDLE>(m_handle), 0) == WAIT_OBJECT_0;
}

void Jobserver::take()
{
    ::WaitForSingleObject(reinterpret_cast<HANDLE>(m_handle), INFINITE);
}

void Jobserver::give()
{
    ::ReleaseSemaphore(reinterpret_cast<HANDLE>(m_handle), 1, nullptr);
}

} // namespace crossyard::process
