// The part of libsrtp 3's interface that mediasoup uses, over libsrtp 2.5. What differs:
//  - the policy is an opaque object with setters, not a struct that the caller fills;
//  - protect and unprotect read from one buffer and write to another, and take buffer sizes;
//  - `srtp_remove_stream` is called `srtp_stream_remove`;
//  - there are two more error codes.
// Functions that keep their name are C++ overloads beside libsrtp 2's C functions: the parameter
// types tell them apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <new>

// libsrtp 3 uses this name for the opaque object; libsrtp 2's struct gets out of its way.
#define srtp_policy_t srtp2_policy_t
#include <srtp2/srtp.h>
#undef srtp_policy_t

// Numbered after libsrtp 2's last code; the enumeration's five bits hold them.
constexpr auto srtp_err_status_buffer_small = static_cast<srtp_err_status_t>(28);
constexpr auto srtp_err_status_cryptex_err  = static_cast<srtp_err_status_t>(29);

static_assert(srtp_err_status_pkt_idx_adv < srtp_err_status_buffer_small);

struct srtp3_policy
{
	srtp2_policy_t inner{};
	// libsrtp 2 wants the master key with the salt right behind it, and copies it in srtp_create().
	unsigned char key[SRTP_MAX_KEY_LEN]{};
};

using srtp_policy_t = srtp3_policy*;

inline srtp_err_status_t srtp_policy_create(srtp_policy_t* policy)
{
	*policy = new (std::nothrow) srtp3_policy;

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

inline void srtp_policy_destroy(srtp_policy_t policy)
{
	if (policy)
	{
		// The key must not stay behind in freed memory; a plain memset() here may be optimised away.
		volatile unsigned char* key = policy->key;

		for (size_t i = 0; i < sizeof(policy->key); ++i)
		{
			key[i] = 0;
		}
	}

	delete policy;
}

inline srtp_err_status_t srtp_policy_set_ssrc(srtp_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->inner.ssrc = ssrc;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_profile(srtp_policy_t policy, srtp_profile_t profile)
{
	const auto status = srtp_crypto_policy_set_from_profile_for_rtp(&policy->inner.rtp, profile);

	if (status != srtp_err_status_ok)
	{
		return status;
	}

	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->inner.rtcp, profile);
}

// A master key identifier (MKI) is never used by mediasoup, so asking for one is an error.
inline srtp_err_status_t srtp_policy_add_key(
  srtp_policy_t policy,
  const uint8_t* key,
  size_t key_len,
  const uint8_t* salt,
  size_t salt_len,
  const uint8_t* /*mki*/,
  size_t mki_len)
{
	if (mki_len != 0 || key_len + salt_len > sizeof(policy->key) || policy->inner.key)
	{
		return srtp_err_status_bad_param;
	}

	std::memcpy(policy->key, key, key_len);
	std::memcpy(policy->key + key_len, salt, salt_len);
	policy->inner.key = policy->key;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_allow_repeat_tx(srtp_policy_t policy, bool allow)
{
	policy->inner.allow_repeat_tx = allow ? 1 : 0;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_policy_set_window_size(srtp_policy_t policy, size_t window_size)
{
	policy->inner.window_size = window_size;

	return srtp_err_status_ok;
}

inline srtp_err_status_t srtp_create(srtp_t* session, srtp_policy_t policy)
{
	const srtp2_policy_t* inner = &policy->inner;

	return srtp_create(session, inner);
}

// The caller passes the SSRC in network byte order, which is what libsrtp 2 expects too.
inline srtp_err_status_t srtp_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}

namespace parley::srtp
{
	using InPlace = srtp_err_status_t (*)(srtp_t, void*, int*);

	// libsrtp 2 works in place: the packet goes to the output buffer first, unless it is there.
	// `reserve` is what the operation may add behind the packet.
	inline srtp_err_status_t apply(
	  InPlace operation, srtp_t session, const uint8_t* in, size_t in_len, uint8_t* out, size_t* out_len, size_t reserve)
	{
		if (in_len > static_cast<size_t>(std::numeric_limits<int>::max()) || *out_len < in_len + reserve)
		{
			return srtp_err_status_buffer_small;
		}

		if (out != in)
		{
			std::memcpy(out, in, in_len);
		}

		int len           = static_cast<int>(in_len);
		const auto status = operation(session, out, &len);

		if (status == srtp_err_status_ok)
		{
			*out_len = static_cast<size_t>(len);
		}

		return status;
	}
} // namespace parley::srtp

inline srtp_err_status_t srtp_protect(
  srtp_t session, const uint8_t* rtp, size_t rtp_len, uint8_t* srtp, size_t* srtp_len, size_t /*mki_index*/)
{
	return parley::srtp::apply(&::srtp_protect, session, rtp, rtp_len, srtp, srtp_len, SRTP_MAX_TRAILER_LEN);
}

inline srtp_err_status_t srtp_unprotect(
  srtp_t session, const uint8_t* srtp, size_t srtp_len, uint8_t* rtp, size_t* rtp_len)
{
	return parley::srtp::apply(&::srtp_unprotect, session, srtp, srtp_len, rtp, rtp_len, 0);
}

// SRTCP carries its own four-byte index on top of the authentication tag.
inline srtp_err_status_t srtp_protect_rtcp(
  srtp_t session, const uint8_t* rtcp, size_t rtcp_len, uint8_t* srtcp, size_t* srtcp_len, size_t /*mki_index*/)
{
	return parley::srtp::apply(
	  &::srtp_protect_rtcp, session, rtcp, rtcp_len, srtcp, srtcp_len, SRTP_MAX_TRAILER_LEN + 4);
}

inline srtp_err_status_t srtp_unprotect_rtcp(
  srtp_t session, const uint8_t* srtcp, size_t srtcp_len, uint8_t* rtcp, size_t* rtcp_len)
{
	return parley::srtp::apply(&::srtp_unprotect_rtcp, session, srtcp, srtcp_len, rtcp, rtcp_len, 0);
}
