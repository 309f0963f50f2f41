#pragma once

// Only the transport (server, io_thread, connection) includes this: Asio is slow to compile.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace drape::http {

namespace asio = boost::asio;
using Tcp = asio::ip::tcp;

// The concrete executor instead of any_io_executor saves a virtual call and an allocation at every hop.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using SteadyClock = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<SteadyClock, asio::wait_traits<SteadyClock>, Executor>;
template <typename T>
using Awaitable = asio::awaitable<T, Executor>;
inline constexpr asio::use_awaitable_t<Executor> kUseAwaitable;
/// Errors as values: co_await gives a tuple that begins with the error code.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kTuple{kUseAwaitable};

}  // namespace drape::http
